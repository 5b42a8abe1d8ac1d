import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDuo } from '../../../src/remotes/duo/createDuo.ts';

/** Duo whose status of a question never comes, and which accepts every passcode. */
function slowDuo(polls: string[]) {
  const keys = {
    origin: 'https://api-00000000.duosecurity.com',
    integrationKey: 'DIXXXXXXXXXXXXXXXXXX',
    secretKey: 'a'.repeat(40),
  };
  const say = (response: object) => Response.json({ stat: 'OK', response });
  return createDuo({
    fetch: async (url) =>
      say(String(url).endsWith('/preauth') ? { result: 'auth' } : { result: 'allow', status: 'allow' }),
    longFetch: (url, init) => {
      polls.push(String(url));
      return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    },
    settings: async () => ({ application: 'AUTH_API', allowBypass: false, keys }),
    originProblem: () => undefined,
    random: (bytes) => new Uint8Array(bytes),
    now: () => Temporal.Instant.from('2026-01-01T00:00:00Z'),
    patienceMs: 10,
    onError: (error) => assert.fail(String(error)),
  });
}

test('attack: polls of many questions that nobody answers do not keep passcodes from being judged', async (t) => {
  const polls: string[] = [];
  const duo = slowDuo(polls);
  t.after(() => duo.close());
  const states = await Promise.all(
    Array.from({ length: 1_500 }, (_, n) => duo.follow(`question-${n}`, async (verdict) => assert.fail(verdict.is))),
  );
  assert.deepEqual(new Set(states.map(({ is }) => is)), new Set(['waiting']));
  assert.equal(polls.length, 1_024, 'the others wait for a place');
  assert.deepEqual(await duo.judge('ada', '1234567'), { is: 'accepted' });
});
