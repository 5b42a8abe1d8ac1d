import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import { bearerToken, keyPair, newApp } from '../support/oauth/app.ts';
import { type Answer, type World, world } from '../support/world.ts';

const origin = 'https://portal.example.com';
let w: World;
before(async () => {
  w = await world();
  const made = await w.call('POST', '/api/v1/trustedOrigins', { name: 'Portal', origin, scopes: [{ type: 'CORS' }] });
  assert.equal(made.status, 200);
});
after(() => w.close());

const preflight = (path: string, method: string, from = origin) =>
  w.call('OPTIONS', path, undefined, {
    token: null,
    headers: {
      origin: from,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type',
    },
  });
const allowed = ({ headers }: Answer) => headers['access-control-allow-origin'];
const grants = ({ headers }: Answer) => Object.keys(headers).filter((name) => name.startsWith('access-control-allow'));
const filled = (path: string) => path.replaceAll(/:\w+/g, 'x');

test('exactly the operations that Okta marks for it are open to the pages of a trusted origin', async () => {
  const open: string[] = [];
  for (const [id, { method, path, cors }] of Object.entries<Operation>(operations)) {
    const answer = await preflight(filled(path), method);
    const may = String(answer.headers['access-control-allow-methods'] ?? '')
      .split(', ')
      .includes(method);
    assert.equal(may, cors === true, id);
    if (may) open.push(id);
    else if (allowed(answer) === undefined) assert.notEqual(answer.status, 204, id);
  }
  assert.deepEqual(open.sort(), [
    ...['activateUser', 'changePassword', 'changeRecoveryQuestion', 'createUser', 'deactivateUser', 'deleteUser'],
    ...['expirePassword', 'expirePasswordWithTempPassword', 'forgotPassword', 'forgotPasswordSetNewPassword'],
    ...['getUser', 'listLogEvents', 'listSecurityQuestions', 'listUsers', 'reactivateUser', 'replaceUser'],
    ...['resetFactors', 'resetPassword', 'suspendUser', 'unlockUser', 'unsuspendUser', 'updateUser'],
  ]);
});

test('a preflight from a trusted origin names that origin, and never lets cookies come along', async () => {
  const { status, headers } = await preflight('/api/v1/users/x/factors/questions', 'GET');
  assert.equal(status, 204);
  assert.equal(headers['access-control-allow-origin'], origin);
  assert.equal(headers['access-control-allow-methods'], 'GET, HEAD');
  assert.match(String(headers['access-control-allow-headers']), /\bauthorization\b/);
  assert.equal(headers['access-control-allow-credentials'], undefined);
  assert.match(String(headers.vary), /\bOrigin\b/);
});

test('attack: other origins, like ones and none at all are given nothing', async () => {
  for (const from of [
    'https://evil.example',
    'http://portal.example.com',
    'https://portal.example.com:8443',
    'https://portal.example.com.evil.example',
    'https://sub.portal.example.com',
    'https://PORTAL.example.com',
    `${origin}/`,
    `${origin}, https://evil.example`,
    'null',
    '*',
    '',
  ]) {
    const asked = await preflight('/api/v1/users', 'GET', from);
    assert.equal(asked.status === 204, false, from);
    assert.deepEqual(grants(asked), [], from);
    const got = await w.call('GET', '/api/v1/users', undefined, { headers: { origin: from } });
    assert.deepEqual(grants(got), [], from);
    assert.match(String(got.headers.vary), /\bOrigin\b/);
  }
});

test('every reply of an operation that pages may call varies by origin, with and without one', async () => {
  for (const headers of [{}, { origin }, { origin: 'https://evil.example' }] as Record<string, string>[]) {
    const { headers: sent } = await w.call('GET', '/api/v1/users', undefined, { token: 'wrong', headers });
    assert.equal(sent.vary, 'Origin');
  }
});

test('attack: an API token that a page of a trusted origin got hold of is refused, and the page can read why', async () => {
  const refused = await w.call('GET', '/api/v1/users', undefined, { headers: { origin } });
  assert.deepEqual([refused.status, refused.body.errorCode], [403, 'E0000006']);
  assert.match(refused.body.errorCauses[0].errorSummary, /API tokens are not for web pages/);
  assert.equal(allowed(refused), origin);
  const noBlank = { origin, authorization: `SSWS${w.token}` };
  assert.equal((await w.call('GET', '/api/v1/users', undefined, { headers: noBlank })).body.errorCode, 'E0000006');
});

test('a reply, a refusal too, can be read by the page and shows it the headers that matter', async () => {
  const refused = await w.call('GET', '/api/v1/users', undefined, { token: null, headers: { origin } });
  assert.equal(refused.body.errorCode, 'E0000011');
  assert.equal(allowed(refused), origin);
  assert.match(String(refused.headers['access-control-expose-headers']), /\bx-rate-limit-remaining\b/);
});

test('an origin for redirects alone, one that is switched off and one that is deleted may not call', async () => {
  const other = 'https://shop.example.com';
  const body = { name: 'Shop', origin: other, scopes: [{ type: 'REDIRECT' }] };
  const { id } = (await w.call('POST', '/api/v1/trustedOrigins', body)).body;
  const may = async () => {
    w.clock.advance({ seconds: 1 });
    return allowed(await preflight('/api/v1/users', 'GET', other)) === other;
  };
  assert.equal(await may(), false, 'redirects alone');
  await w.call('PUT', `/api/v1/trustedOrigins/${id}`, { ...body, scopes: [{ type: 'CORS' }] });
  assert.equal(await may(), true);
  await w.call('POST', `/api/v1/trustedOrigins/${id}/lifecycle/deactivate`);
  assert.equal(await may(), false, 'switched off');
  await w.call('POST', `/api/v1/trustedOrigins/${id}/lifecycle/activate`);
  assert.equal(await may(), true);
  await w.call('DELETE', `/api/v1/trustedOrigins/${id}`);
  assert.equal(await may(), false, 'deleted');
});

test('a page of a trusted origin uses the API with an access token, and gets the replies', async () => {
  const key = await keyPair();
  const app = await newApp(w, { keys: [key], scopes: ['okta.users.read'] });
  const authorization = `Bearer ${await bearerToken(w, app, key)}`;
  const answer = await w.call('GET', '/api/v1/users', undefined, { headers: { authorization, origin } });
  assert.deepEqual([answer.status, allowed(answer)], [200, origin]);
});
