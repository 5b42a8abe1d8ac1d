import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTime } from './inTime.ts';

test('a reading that is there in time is as it is', async () => {
  assert.equal(await inTime(() => 0), 0);
  assert.equal(await inTime(async () => 7), 7);
});

test('a reading that fails, or that never comes, is none', async () => {
  assert.equal(await inTime(() => Promise.reject(new Error('away'))), undefined);
  assert.equal(
    await inTime(() => {
      throw new Error('away');
    }),
    undefined,
  );
  assert.equal(await inTime(() => new Promise<number>(() => undefined), 10), undefined);
});
