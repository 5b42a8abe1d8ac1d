import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..', '..');
const docs = join(root, 'docs');
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

/** Tests whose names begin so are against an attack; so are all in a file that is named after attacks. */
const OF_ATTACK = /^ *(?:test|attack|describe)\(\s*['"`]attack\b/im;

const inFolders = ['src', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => join(folder, path)),
);

test('every file with a test against an attack has a row', () => {
  const named = new Set(rows.map(({ cell }) => /\(\.\.\/([^)]+)\)/.exec(cell)?.[1]));
  const against = inFolders.filter(
    (path) => /attacks\.test\.ts$/i.test(path) || OF_ATTACK.test(readFileSync(join(root, path), 'utf8')),
  );
  assert.ok(against.length > 50, String(against.length));
  assert.deepEqual(
    against.filter((path) => !named.has(path)),
    [],
    'add a row to docs/threat-model.md',
  );
});
