import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seededRandom } from '../../../test/support/random.ts';
import { codeDigest, digestKey, indexOfCode, readableCode } from './readableCode.ts';

const random = seededRandom('readable codes');

test('a code has groups of lower-case characters, none of which looks like another', () => {
  for (let n = 0; n < 100; n++)
    assert.match(readableCode(random, 2, 5), /^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
  assert.match(readableCode(random, 3, 4), /^.{4}-.{4}-.{4}$/);
});

test('every character is as likely as any other: five bits each', () => {
  const seen = new Map<string, number>();
  for (let n = 0; n < 3_200; n++) {
    for (const character of readableCode(random, 1, 10)) seen.set(character, (seen.get(character) ?? 0) + 1);
  }
  assert.equal(seen.size, 32);
  assert.ok(
    [...seen.values()].every((times) => times > 800 && times < 1_200),
    JSON.stringify([...seen]),
  );
});

describe('what counts as the code 01abc-defgh', () => {
  const key = digestKey(random);
  const digests = ['zzzzz-zzzzz', '01abc-defgh', 'yyyyy-yyyyy'].map((code) => codeDigest(key, code));
  const cases: readonly (readonly [string, boolean])[] = [
    ['01abc-defgh', true],
    ['01ABC-DEFGH', true],
    ['01abcdefgh', true],
    [' 01abc  defgh ', true],
    ['oIabc-defgh', true],
    ['Olabc-defgh', true],
    ['01abc-defg', false],
    ['01abc-defghh', false],
    ['01abc-defgj', false],
    ['', false],
  ];
  for (const [typed, same] of cases) {
    test(JSON.stringify(typed), () => assert.equal(indexOfCode(key, digests, typed), same ? 1 : -1));
  }
  test('but not under another key', () => {
    assert.equal(indexOfCode(digestKey(random), digests, '01abc-defgh'), -1);
  });
});
