import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isLanguage, languageTag, wantedLanguages } from './languages.ts';

describe('languages', () => {
  const headers: readonly (readonly [string, readonly string[]])[] = [
    ['', []],
    ['de', ['de']],
    ['da, en-GB;q=0.8, en;q=0.7', ['da', 'en-gb', 'en']],
    ['en;q=0.7,da , en_GB ; Q = 0.8', ['da', 'en-gb', 'en']],
    ['fr;q=0.5, de;q=0.5', ['fr', 'de']],
    ['fr;q=0, de;q=0.000, *;q=0.1', ['*']],
    ['fr;q=1.5, de;q=-1, it;q=abc, es;level=1, pt', ['pt']],
    [`${'x'.repeat(36)}, nl`, ['nl']],
  ];
  for (const [header, wanted] of headers) {
    test(`"${header}" wants ${wanted.join(', ') || 'nothing'}`, () =>
      assert.deepEqual(wantedLanguages(header), wanted));
  }

  test('ATTACK a header made to keep a matcher busy is read at once', () => {
    const started = performance.now();
    for (const piece of [' ', ';q=0.', ',', 'a-', ' ; q = 0']) wantedLanguages(piece.repeat(16_000 / piece.length));
    assert.ok(performance.now() - started < 500);
  });

  test('what looks like a language and is none is not taken', () => {
    for (const name of ['nl', 'NL', 'nl_NL', 'zh-Hant-HK', 'es-419']) assert.ok(isLanguage(name), name);
    for (const name of ['xx', 'nld', '', 'nl_', 'nl--NL', 'nl_NL_x', 'nl NL', 'nl\n', '*', 'constructor']) {
      assert.ok(!isLanguage(name), name);
    }
  });

  test('every language we take has a tag that voices and HTML understand', () => {
    assert.equal(languageTag('nl_nl'), 'nl-NL');
    assert.equal(languageTag('zh_hant_tw'), 'zh-Hant-TW');
  });
});
