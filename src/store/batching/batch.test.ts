import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Undone } from '../engine.ts';
import { batched } from './batch.ts';

/** Doubles numbers; notes what travelled together, and how many statements were on their way at once. */
function doubling(fail?: (batch: readonly number[]) => Error | undefined) {
  const batches: (readonly number[])[] = [];
  let running = 0;
  const seen = { batches, most: 0, alone: [] as number[] };
  const double = batched<number, number>({
    keys: (n) => [String(n % 10)],
    async run(items) {
      batches.push(items);
      seen.most = Math.max(seen.most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      const error = fail?.(items);
      if (error) throw error;
      return items.map((n) => n * 2);
    },
    async alone(n) {
      seen.alone.push(n);
      if (n === 13) throw new Error('unlucky');
      return n * 2;
    },
  });
  return { double, seen };
}

test('what is asked for in one turn travels together and everyone gets the answer to their own question', async () => {
  const { double, seen } = doubling();
  assert.deepEqual(await Promise.all([1, 2, 3].map(double)), [2, 4, 6]);
  assert.deepEqual(seen.batches, [[1, 2, 3]]);
});

test('two that share a key never travel at the same time, and go in the order they came', async () => {
  const { double, seen } = doubling();
  assert.deepEqual(await Promise.all([1, 11, 2, 21, 31].map(double)), [2, 22, 4, 42, 62]);
  assert.deepEqual(seen.batches, [[1, 2], [11], [21], [31]]);
  assert.equal(seen.most, 1);
});

test('no more than two statements are on their way at once; what arrives meanwhile is collected', async () => {
  const { double, seen } = doubling();
  const answers: Promise<number>[] = [];
  for (let n = 0; n < 10; n++) {
    answers.push(double(n));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(answers);
  assert.equal(seen.most, 2);
  assert.ok(seen.batches.length <= 4, JSON.stringify(seen.batches));
});

test('when a statement failed and left nothing, each goes alone and only the bad one fails', async () => {
  const { double, seen } = doubling((batch) => (batch.includes(13) ? new Undone('refused') : undefined));
  const answers = await Promise.allSettled([11, 12, 13, 14].map(double));
  assert.deepEqual(
    answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : String(answer.reason))),
    [22, 24, 'Error: unlucky', 28],
  );
  assert.deepEqual(seen.alone, [11, 12, 13, 14]);
});

test('when nobody knows whether a statement was done, none of it is tried again', async () => {
  const { double, seen } = doubling(() => new Error('the connection broke'));
  const answers = await Promise.allSettled([1, 2].map(double));
  assert.deepEqual([answers.map(({ status }) => status), seen.alone], [['rejected', 'rejected'], []]);
});
