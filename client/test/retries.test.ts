import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import { createClient } from '../src/createClient.ts';
import { NetworkError } from '../src/errors.ts';
import type { ClientOptions } from '../src/options.ts';
import { broken, COFACTOR, OKTA, type Step, scripted } from './support/script.ts';

const DATE = 'Thu, 27 Aug 2020 18:16:00 GMT';
const limited: Step = {
  status: 429,
  headers: {
    ...OKTA,
    date: DATE,
    'x-rate-limit-limit': '600',
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': '1598552162',
  },
  body: { errorCode: 'E0000047' },
};
const ok: Step = { status: 200, body: {}, headers: OKTA };
const okFromCofactor: Step = { ...ok, headers: COFACTOR };
const lost = broken('ECONNRESET');
const unavailable: Step = { status: 503, body: '<html>' };

const sms = { factorType: 'sms', profile: { phoneNumber: '+18024482036' } } as const;
type Client = ReturnType<typeof createClient>;
const get = (client: Client) => client.getUser({ userId: 'u' });
const enroll = (client: Client) => client.enrollFactor({ userId: 'u', body: sms });

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse(DATE) }));
afterEach(() => mock.timers.reset());

/** Plays a script; time passes as fast as somebody waits for it. */
async function play(
  steps: readonly Step[],
  call: (client: Client) => Promise<unknown>,
  options: Partial<ClientOptions> = {},
) {
  const { fetch, heard } = scripted(...steps);
  const client = createClient({ url: 'https://mfa.example.com', token: 't', fetch, ...options });
  const began = Date.now();
  let done = false;
  const outcome = call(client)
    .then(
      () => 'done',
      (error: unknown) => error,
    )
    .finally(() => {
      done = true;
    });
  while (!done) {
    await setImmediate();
    if (!done) mock.timers.tick(50);
  }
  return { outcome: await outcome, heard, waitedMs: Date.now() - began };
}

test('a used-up API limit is waited for until its reset by the clock of the service, then the request is repeated', async () => {
  for (const call of [get, enroll]) {
    const { outcome, heard, waitedMs } = await play([limited, ok], call);
    assert.equal(outcome, 'done');
    assert.ok(waitedMs >= 3000 && waitedMs < 4000, String(waitedMs));
    assert.deepEqual(
      heard.map(({ headers }) => [headers.get('x-okta-retry-count'), headers.get('x-okta-retry-for')]),
      [
        [null, null],
        ['1', OKTA['x-okta-request-id']],
      ],
    );
  }
});

test('too many requests under way is retried after a moment', async () => {
  const concurrent = { ...limited, headers: { ...limited.headers, 'x-rate-limit-limit': '0' } };
  const { outcome, waitedMs } = await play([concurrent, ok], enroll);
  assert.equal(outcome, 'done');
  assert.ok(waitedMs < 2000);
});

test('limits of messages and guesses are not waited out by a program', async () => {
  for (const refused of [
    { ...limited, body: { errorCode: 'E0000109', errorSummary: 'Please wait 30 seconds before trying again.' } },
    { ...limited, headers: { ...limited.headers, 'x-rate-limit-remaining': '5' } },
    {
      ...limited,
      headers: { ...limited.headers, 'cofactor-reason': 'TOO_MANY_ATTEMPTS', 'cofactor-retry-after': '1' },
    },
    { status: 429 },
  ] satisfies Step[]) {
    const { outcome, heard } = await play([refused, ok], get);
    assert.equal((outcome as { status: number }).status, 429);
    assert.equal(heard.length, 1);
  }
});

test('a wait that would outlast the call is not begun: the error has the time', async () => {
  const { outcome, heard, waitedMs } = await play([limited, ok], get, { timeout: 2000 });
  assert.equal((outcome as { retryAfter: number }).retryAfter, 3);
  assert.deepEqual([heard.length, waitedMs < 500], [1, true]);
});

test('after two repetitions it is enough, or after as many as one likes', async () => {
  for (const maxRetries of [undefined, 0, 5]) {
    const { outcome, heard } = await play([lost], get, { maxRetries });
    assert.ok(outcome instanceof NetworkError);
    assert.equal(heard.length, (maxRetries ?? 2) + 1);
  }
});

test('reads are repeated when the answer got lost', async () => {
  for (const step of [lost, unavailable, { status: 502 }, { status: 504 }] satisfies Step[]) {
    const { outcome, heard } = await play([step, ok], get);
    assert.deepEqual([outcome, heard.length], ['done', 2]);
  }
});

test('failures of the service itself are not repeated', async () => {
  for (const status of [400, 403, 404, 409, 423, 500]) {
    assert.equal((await play([{ status }, ok], get)).heard.length, 1);
  }
});

test('an enrollment whose answer got lost is not repeated on Okta: it might send a second message', async () => {
  for (const step of [lost, unavailable]) {
    const { outcome, heard } = await play([ok, step, ok], async (client) => {
      await get(client);
      await enroll(client);
    });
    assert.notEqual(outcome, 'done');
    assert.equal(heard.length, 2);
  }
});

test('nor before it is known which service it is', async () => {
  const { outcome, heard } = await play([lost, ok], enroll);
  assert.ok(outcome instanceof NetworkError && outcome.maybeDone);
  assert.equal(heard.length, 1);
});

test('on Cofactor it is, with the same key, which makes it one', async () => {
  const { outcome, heard } = await play([okFromCofactor, lost, unavailable, okFromCofactor], async (client) => {
    await get(client);
    await enroll(client);
  });
  assert.equal(outcome, 'done');
  const keys = heard.slice(1).map(({ headers }) => headers.get('idempotency-key'));
  assert.equal(keys.length, 3);
  assert.match(keys[0] ?? '', /^[\w-]{20,64}$/);
  assert.equal(new Set(keys).size, 1);
});

test('what Cofactor itself answered to a request with a key it would answer again: it is not repeated', async () => {
  const said: Step = { status: 503, headers: COFACTOR, body: { errorCode: 'E0000139' } };
  const { outcome, heard } = await play([said, okFromCofactor], enroll);
  assert.equal((outcome as { code: string }).code, 'E0000139');
  assert.equal(heard.length, 1);
});

test('every call has a key of its own, or the one it is given', async () => {
  const { heard } = await play([okFromCofactor], async (client) => {
    await enroll(client);
    await enroll(client);
    await client.verifyFactor({ userId: 'u', factorId: 'f', body: { passCode: '1' } }, { idempotencyKey: 'mine' });
    await client.resendFactor({ userId: 'u', factorId: 'f', body: sms });
    await client.unenrollFactor({ userId: 'u', factorId: 'f' });
    await get(client);
  });
  const keys = heard.map(({ headers }) => headers.get('idempotency-key'));
  assert.equal(keys[2], 'mine');
  assert.equal(new Set(keys.slice(0, 5)).size, 5);
  assert.equal(keys[5], null);
});

test('the answer to a request that is still under way is waited for', async () => {
  const headers = { ...COFACTOR, 'cofactor-reason': 'IDEMPOTENCY_KEY_BUSY', 'cofactor-retry-after': '1' };
  const busy: Step = { status: 409, headers, body: { errorCode: 'E0990002' } };
  const { outcome, heard, waitedMs } = await play([busy, okFromCofactor], enroll);
  assert.deepEqual([outcome, heard.length, waitedMs >= 1000], ['done', 2, true]);
});

test('a key goes with every request that Cofactor does once, and with no other', async () => {
  for (const [id, { method, path, idempotent = false }] of Object.entries<Operation>(operations)) {
    const request = { method, path: path.replace(/:\w+/g, 'x') };
    const { heard } = await play([ok], (client) => client.request(request));
    assert.equal(heard[0]?.headers.has('idempotency-key'), idempotent, id);
  }
});

test('whatever could not even be sent is sent again', async () => {
  for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']) {
    assert.deepEqual((await play([broken(code), ok], enroll)).heard.length, 2);
  }
});

test('a repeated DELETE that finds nothing has done its work; one that was not lost has not', async () => {
  const gone: Step = { status: 404, headers: OKTA, body: { errorCode: 'E0000007', errorSummary: 'x (UserFactor)' } };
  const remove = (client: Client) => client.unenrollFactor({ userId: 'u', factorId: 'f' });
  assert.equal((await play([lost, gone], remove)).outcome, 'done');
  assert.notEqual((await play([gone], remove)).outcome, 'done');
  assert.notEqual((await play([limited, gone], remove)).outcome, 'done');
});

test('deleting a user is never repeated: the second time removes for good what the first deactivated', async () => {
  for (const step of [lost, unavailable]) {
    const { outcome, heard } = await play([step, { status: 204 }], (client) => client.deleteUser({ userId: 'u' }));
    assert.notEqual(outcome, 'done');
    assert.equal(heard.length, 1);
  }
});

test('time runs out: with a silent service, in a wait, and while a token is fetched', async () => {
  const { outcome, waitedMs } = await play(['silence'], get, { timeout: 1000 });
  assert.ok(outcome instanceof NetworkError && outcome.timedOut);
  assert.ok(waitedMs >= 1000 && waitedMs < 1200, String(waitedMs));
  const never = await play([ok], get, { timeout: 1000, token: () => new Promise<string>(() => {}) });
  assert.ok(never.outcome instanceof NetworkError && never.outcome.timedOut);
  const own = await play(['silence'], (client) => client.getUser({ userId: 'u' }, { timeout: 300 }));
  assert.ok(own.outcome instanceof NetworkError && own.waitedMs < 500);
});

test('an abort ends a call wherever it is, with the reason of its signal', async () => {
  const reason = new Error('the user left');
  for (const steps of [['silence'], [limited]] as const) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 100);
    const { outcome, waitedMs } = await play(steps, (client) =>
      client.getUser({ userId: 'u' }, { signal: controller.signal }),
    );
    assert.equal(outcome, reason);
    assert.ok(waitedMs < 300);
  }
  const before = await play([ok], (client) => client.getUser({ userId: 'u' }, { signal: AbortSignal.abort(reason) }));
  assert.equal(before.outcome, reason);
});
