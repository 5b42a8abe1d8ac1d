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
    { key: 'k', seconds: 20 },
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
    { key: 'a', seconds: 20 },
    async () => ++a,
    (n) => n > 2,
  );
  const second = w.until(
    { key: 'b', seconds: 20 },
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
    { key: 'k', seconds: 1.2 },
    async () => ++looked,
    () => false,
  );
  assert.ok(found >= 3);
});

test('nobody waits once the process is about to end', async () => {
  const w = waits();
  const waiting = w.until(
    { key: 'k', seconds: 20 },
    async () => 'what there is',
    () => false,
  );
  await new Promise(setImmediate);
  w.close();
  assert.equal(await waiting, 'what there is');
  assert.equal(
    await w.until(
      { key: 'k', seconds: 20 },
      async () => 'at once',
      () => false,
    ),
    'at once',
  );
});

test('a failed read is told at once', async () => {
  await assert.rejects(
    waits().until(
      { key: 'k', seconds: 20 },
      () => Promise.reject(new Error('gone')),
      () => false,
    ),
    /gone/,
  );
});

test('flood of held requests from one address: those beyond 256 are answered at once, and those of others are held', async () => {
  const w = waits();
  const ask = (address: string) =>
    w.until(
      { key: 'k', seconds: 20, address },
      async () => 'what there is',
      () => false,
    );
  const held = Array.from({ length: 256 }, () => ask('203.0.113.7'));
  await new Promise(setImmediate);
  assert.equal(await ask('203.0.113.7'), 'what there is');
  const other = ask('203.0.113.8');
  assert.equal(await Promise.race([other, new Promise((resolve) => setTimeout(resolve, 100, 'held'))]), 'held');
  w.close();
  await Promise.all([...held, other]);
});
