import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const docs = join(import.meta.dirname, '..', '..', 'docs');
const page = readFileSync(join(docs, 'asvs.md'), 'utf8');

/** ASVS 5.0.0: the sections of each chapter, and the number of requirements in each. */
const standard: Readonly<Record<number, readonly number[]>> = {
  2: [3, 3, 5, 2],
  6: [3, 12, 8, 6, 8, 4, 2, 4],
  7: [3, 4, 2, 5, 3, 2],
  8: [4, 4, 3, 2],
  11: [4, 5, 5, 4, 2, 2, 2],
};
const numbers = Object.entries(standard).flatMap(([chapter, sections]) =>
  sections.flatMap((size, section) => Array.from({ length: size }, (_, n) => `${chapter}.${section + 1}.${n + 1}`)),
);

const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| ([123]) \| (.+?) \| (yes|part|not yet|no|n\/a) \| (.+) \|$/gm)];

test('every requirement of the five chapters has a row, once', () => {
  assert.equal(numbers.length, 116);
  assert.deepEqual(rows.map(([, number = '']) => number).sort(), [...numbers].sort());
});

for (const [, number, , what, met = '', cell = ''] of rows) {
  test(`${number} (${what}) has a test that exists, or a reason`, () => {
    const named = [...cell.matchAll(/\[[^\]]+\]\(([^)]+\.test\.ts)\) "([^"]+)"/g)];
    for (const [, path = '', name = ''] of named) {
      const line = readFileSync(join(docs, path), 'utf8')
        .split('\n')
        .find((one) => one.includes(name));
      assert.match(line ?? '', /(?:test|attack)\(|^\s*['"`]/, `${path} has no test of this name: ${name}`);
    }
    // What is met in part or not at all says why.
    const reason = cell.replaceAll(/\[[^\]]+\]\([^)]+\) "[^"]+"/g, '').trim();
    assert.ok(met === 'yes' ? named.length > 0 || reason.length > 10 : reason.length > 5, cell);
  });
}
