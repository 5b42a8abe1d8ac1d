import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../src/createClient.ts';
import { cofactorBackend } from './support/cofactorBackend.ts';

test('answers that get lost on their way from Cofactor cost nothing: every step is done once', async (t) => {
  const b = await cofactorBackend('sqlite');
  t.after(() => b.close());
  let lost = 0;
  const seen = new Set<string>();
  /** Loses the first answer to everything that changes something. */
  const lossy: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const key = new Headers(init?.headers).get('idempotency-key');
    if (key === null || seen.has(key)) return response;
    seen.add(key);
    await response.arrayBuffer();
    lost += 1;
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
  };
  const client = createClient({ ...b.options, fetch: lossy });
  const [userId, number] = [await b.newUser(), '+18024482036'];
  await client.listFactors({ userId });

  const body = { factorType: 'sms', profile: { phoneNumber: number } } as const;
  const { id } = await client.enrollFactor({ userId, body });
  assert.equal(b.messages(number), 1);
  const active = await client.activateFactor({ userId, factorId: id, body: { passCode: b.code(number) } });
  assert.equal(active.status, 'ACTIVE');
  b.advance(30);
  await client.verifyFactor({ userId, factorId: active.id });
  assert.equal(b.messages(number), 2);
  const answer = { userId, factorId: active.id, body: { passCode: b.code(number) } };
  assert.deepEqual(await client.verifyFactor(answer), { factorResult: 'SUCCESS' });
  await client.unenrollFactor({ userId, factorId: active.id });
  assert.deepEqual(await client.listFactors({ userId }), []);
  assert.equal(lost, 5);
});
