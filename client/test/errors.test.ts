import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../src/createClient.ts';
import { ApiError, CofactorError, NetworkError } from '../src/errors.ts';
import { COFACTOR, OKTA, type Step, scripted } from './support/script.ts';

const url = 'https://mfa.example.com';
const token = 'very-secret';

async function failure(step: Step): Promise<ApiError> {
  const client = createClient({ url, token, maxRetries: 0, fetch: scripted(step).fetch });
  const error = await client.getUser({ userId: 'me' }).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof ApiError, String(error));
  assert.ok(error instanceof CofactorError);
  assert.ok(!JSON.stringify([error, error.message, error.stack]).includes(token));
  return error;
}

test("Okta's envelope becomes code, summary, causes and request id", async () => {
  const error = await failure({
    status: 400,
    headers: OKTA,
    body: {
      errorCode: 'E0000001',
      errorSummary: 'Api validation failed: login',
      errorCauses: [{ errorSummary: 'login: taken' }, { errorSummary: 'email: blank' }],
    },
  });
  assert.deepEqual(
    { ...error },
    {
      name: 'ApiError',
      status: 400,
      code: 'E0000001',
      summary: 'Api validation failed: login',
      causes: ['login: taken', 'email: blank'],
      requestId: OKTA['x-okta-request-id'],
      reason: undefined,
      retryAfter: undefined,
    },
  );
  assert.equal(error.message, '400 E0000001: Api validation failed: login | login: taken | email: blank');
});

test('Cofactor adds its reason and when to come back', async () => {
  const headers = { ...COFACTOR, 'cofactor-reason': 'TOO_SOON', 'cofactor-retry-after': '12' };
  const { reason, retryAfter } = await failure({ status: 429, headers, body: { errorCode: 'E0000109' } });
  assert.deepEqual([reason, retryAfter], ['TOO_SOON', 12]);
});

test('a 403 without a body says what its header says, as Okta does of a token without the scope', async () => {
  const challenge = 'Bearer realm="x", error="insufficient_scope", error_description="The scopes are missing."';
  const error = await failure({ status: 403, headers: { 'www-authenticate': challenge } });
  assert.deepEqual([error.code, error.summary], ['insufficient_scope', 'The scopes are missing.']);
});

test('OAuth errors, gateways, empty bodies and nonsense are errors with what there is', async () => {
  const oauth = await failure({ status: 400, body: { error: 'invalid_scope', error_description: 'None.' } });
  assert.deepEqual([oauth.code, oauth.summary], ['invalid_scope', 'None.']);
  for (const body of [undefined, '', '<html>Bad gateway</html>', 'null', '"text"', '[]', { errorCauses: 'none' }]) {
    const error = await failure({ status: 502, body });
    assert.deepEqual([error.status, error.code, error.causes, error.requestId], [502, '', [], undefined]);
  }
});

test('a page of a proxy that says 200 is not taken for an answer', async () => {
  const error = await failure({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' });
  assert.deepEqual([error.status, error.summary], [200, 'The reply is not JSON']);
});

test('a redirect is not followed with the token', async () => {
  assert.equal((await failure({ status: 302, headers: { location: 'https://evil.example' } })).status, 302);
});

test('a 429 says when to come back: from the headers of the limit, or from its text', async () => {
  const date = 'Thu, 27 Aug 2020 18:16:00 GMT';
  const left = { date, 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1598552194' };
  const retryAfter = async (headers: Record<string, string>, errorSummary = '') =>
    (await failure({ status: 429, headers, body: { errorCode: 'E0000047', errorSummary } })).retryAfter;
  assert.equal(await retryAfter(left), 35);
  assert.equal(await retryAfter({ ...left, 'x-rate-limit-reset': '1598552000' }), 1, 'past already');
  assert.equal(await retryAfter({ ...left, 'x-rate-limit-limit': '0' }), 1, 'too many under way at once');
  assert.equal(await retryAfter({ ...left, 'x-rate-limit-remaining': '3' }), undefined, 'not of the API limit');
  assert.equal(await retryAfter({}, 'An SMS message was recently sent. Please wait 30 seconds before'), 30);
  assert.equal(await retryAfter({}), undefined);
});

test('without an answer there is a NetworkError that names the host and no secret', async () => {
  const cause = new TypeError('fetch failed');
  const client = createClient({ url, token, maxRetries: 0, fetch: scripted(cause).fetch });
  const error = await client.getUser({ userId: 'me' }).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof NetworkError && error instanceof CofactorError);
  assert.deepEqual(
    [error.message, error.cause, error.timedOut, error.maybeDone],
    ['No answer from mfa.example.com', cause, false, true],
  );
});
