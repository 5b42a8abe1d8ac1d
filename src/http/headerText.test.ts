import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headerText } from './headerText.ts';

test('a header is kept without control characters, so that no line of a log can be forged with it', () => {
  assert.equal(headerText(' Firefox\t\u0085\u001b[31m\r\n1.0 ', 100), 'Firefox[31m1.0');
});

test('a header is cut off where its room ends', () => {
  assert.equal(headerText('a'.repeat(600), 512), 'a'.repeat(512));
});

test('a header that is absent or blank is nothing', () => {
  assert.deepEqual(
    [headerText(undefined, 9), headerText('', 9), headerText(' \u0001 ', 9)],
    [undefined, undefined, undefined],
  );
});
