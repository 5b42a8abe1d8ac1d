import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LongPolls } from './longPolls.ts';

const waits = () => new LongPolls(() => performance.now());
const isTrue = (value: boolean) => value;

test('what is woken while it was reading is not missed', async () => {
  const w = waits();
  let happened = false;
  const reading = Promise.withResolvers<void>();
  const waiting = w.until(
    'k',
    20,
    async () => {
      const seen = happened;
      await reading.promise;
      return seen;
    },
    isTrue,
  );
  happened = true;
  w.wake('k');
  reading.resolve();
  const started = performance.now();
  assert.equal(await waiting, true);
  assert.ok(performance.now() - started < 500);
});

test('only those who wait for it are woken, and what is not enough waits on', async () => {
  const w = waits();
  let [a, b] = [0, 0];
  const first = w.until(
    'a',
    20,
    async () => ++a,
    (n) => n > 2,
  );
  const second = w.until(
    'b',
    20,
    async () => ++b,
    (n) => n > 1,
  );
  await new Promise(setImmediate);
  w.wake('a');
  await new Promise(setImmediate);
  assert.deepEqual([a, b], [2, 1]);
  w.wake('a', 'b');
  assert.deepEqual(await Promise.all([first, second]), [3, 2]);
});

test('a second after the last look it looks again, and at the end of its time it gives what there is', async () => {
  let looked = 0;
  const found = await waits().until(
    'k',
    1.2,
    async () => ++looked,
    () => false,
  );
  assert.ok(found >= 3);
});

test('nobody waits once the process is about to end', async () => {
  const w = waits();
  const waiting = w.until(
    'k',
    20,
    async () => 'what there is',
    () => false,
  );
  await new Promise(setImmediate);
  w.close();
  assert.equal(await waiting, 'what there is');
  assert.equal(
    await w.until(
      'k',
      20,
      async () => 'at once',
      () => false,
    ),
    'at once',
  );
});

test('a failed read is told at once', async () => {
  await assert.rejects(
    waits().until(
      'k',
      20,
      () => Promise.reject(new Error('gone')),
      () => false,
    ),
    /gone/,
  );
});
