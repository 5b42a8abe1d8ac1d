import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../src/createClient.ts';
import { cofactorBackend } from './support/cofactorBackend.ts';
import { cofactorPush } from './support/cofactorPush.ts';

test('answers that get lost on their way from Cofactor cost nothing: every step is done once', async (t) => {
  const b = await cofactorBackend('sqlite');
  t.after(() => b.close());
  const { fetch, answers } = lossy();
  const client = createClient({ ...b.options, fetch });
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
  assert.equal(answers.length, 10, 'every second one was lost');
});

test('a push whose 201 got lost is the same push again: 201, one question, one transaction', async (t) => {
  const b = await cofactorPush('sqlite');
  t.after(() => b.close());
  const { fetch, answers } = lossy();
  const client = createClient({ ...b.options, fetch });
  const { userId, factorId, waiting, answer } = await b.newUser();
  await client.listFactors({ userId });
  const asked = await client.verifyFactor({ userId, factorId });
  assert.deepEqual(
    answers.map(({ status, headers }) => [status, headers.get('idempotency-replayed')]),
    [
      [201, null],
      [201, 'true'],
    ],
  );
  assert.equal(await waiting(), 1);
  await answer('approve');
  assert.ok(asked.factorResult === 'WAITING');
  const { transactionId = '' } = asked;
  assert.deepEqual(await client.getFactorTransactionStatus({ userId, factorId, transactionId }), {
    factorResult: 'SUCCESS',
  });
});

/** Loses the first answer to everything that changes something; `answers` has all of them. */
function lossy() {
  const answers: Response[] = [];
  const seen = new Set<string>();
  const doFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const key = new Headers(init?.headers).get('idempotency-key');
    if (key === null) return response;
    answers.push(response);
    if (seen.has(key)) return response;
    seen.add(key);
    await response.arrayBuffer();
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
  };
  return { fetch: doFetch, answers };
}
