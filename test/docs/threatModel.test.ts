import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const docs = join(import.meta.dirname, '..', '..', 'docs');
const page = readFileSync(join(docs, 'threat-model.md'), 'utf8');

/** The rows of the table of attacks: the attack, and its cell with the test. */
const rows = (/## Attacks\n([\s\S]*?)\n## /.exec(page)?.[1] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split(' | '))
  .map(([attack = '', , cell = '']) => ({ attack: attack.slice(2), cell }));

test('the threat model names attacks', () => assert.ok(rows.length > 30));

for (const { attack, cell } of rows) {
  test(`the test against "${attack}" is there`, () => {
    const [, path = '', name = ''] = /^\[\w+\]\(([^)]+\.test\.ts)\) "(.+)" \|$/.exec(cell) ?? [];
    assert.notEqual(name, '', cell);
    const source = readFileSync(join(docs, path), 'utf8');
    const line = source.split('\n').find((one) => one.includes(name));
    assert.match(line ?? '', /(?:test|attack)\(|^\s*['"`]/, `${path} has no test of this name: ${name}`);
  });
}
