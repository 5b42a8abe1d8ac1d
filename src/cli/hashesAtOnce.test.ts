import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashesAtOnce } from './hashesAtOnce.ts';

test('hashing leaves a core and a thread of libuv to others, but for a machine of one', () => {
  const cases = [
    [1, undefined, 1],
    [2, undefined, 1],
    [4, undefined, 3],
    [64, undefined, 3],
    [64, '32', 31],
    [8, '1', 1],
    [8, 'many', 3],
  ] as const;
  for (const [cores, threads, expected] of cases) assert.equal(hashesAtOnce(cores, threads), expected);
});
