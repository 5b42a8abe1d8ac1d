import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { looksMistyped, newTokenSecret } from './tokens.ts';

test('a new token has the form that docs/access.md gives to scanners of secrets, and a checksum', () => {
  for (let n = 0; n < 50; n++) {
    const token = newTokenSecret();
    assert.match(token, /^cof_[0-9A-Za-z]{49}$/);
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const sum = [...token.slice(-6)].reduce((value, digit) => value * 62 + digits.indexOf(digit), 0);
    assert.equal(sum, crc32(token.slice(0, -6)));
    assert.equal(looksMistyped(token), false);
  }
});

test('a letter that is wrong, missing or too many shows; tokens of before have no checksum', () => {
  const token = newTokenSecret();
  const other = token[20] === 'a' ? 'b' : 'a';
  for (const wrong of [token.slice(0, -1), `${token}0`, token.slice(0, 20) + other + token.slice(21), 'cof_']) {
    assert.equal(looksMistyped(wrong), true, wrong);
  }
  assert.equal(looksMistyped('00aVeryOldTokenOfBefore'), false);
});
