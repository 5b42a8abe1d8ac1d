import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { counted, spokenDuration } from './spoken.ts';

describe('numbers as a person says them', () => {
  for (const [seconds, words] of [
    [0.2, 'a moment'],
    [1, '1 second'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [61, 'about 1 minute'],
    [277, 'about 5 minutes'],
    [300, '5 minutes'],
    [3_600, '1 hour'],
    [5_400, '90 minutes'],
    [3 * 3_600 - 40, 'about 3 hours'],
    [86_400, '1 day'],
    [90_000, '25 hours'],
    [7 * 86_400, '7 days'],
    [8.25 * 86_400, 'about 8 days'],
  ] as const) {
    test(`${seconds} seconds are ${words}`, () => {
      assert.equal(spokenDuration(Temporal.Duration.from({ milliseconds: seconds * 1_000 })), words);
    });
  }

  test('one thing is not spoken of as many', () => {
    assert.deepEqual(
      [counted(0, 'push', 'pushes'), counted(1, 'push', 'pushes'), counted(2, 'answer')],
      ['0 pushes', '1 push', '2 answers'],
    );
  });
});
