import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { assertNone, type Source, sources } from './sources.ts';

const root = join(import.meta.dirname, '../..');

const linesIn = (text: string): number => text.split('\n').length - 1;

/** The places where a pattern occurs, as paths with lines. */
function occurrences(pattern: RegExp, among: readonly Source[] = sources): readonly string[] {
  return among.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map((match) => `src/${path}:${linesIn(text.slice(0, match.index)) + 1}: ${match[0]}`),
  );
}

/** Files of ours outside `src`, from the root; what `npm run generate` makes is not written by hand. */
const others: readonly Source[] = globSync(
  ['client/src/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts', 'demo/**/*.ts', '{authenticator,console}/**/*.{ts,tsx}'],
  { cwd: root, exclude: ['**/node_modules', '**/dist'] },
)
  .filter((path) => path !== 'client/src/operations.ts')
  .map((path) => ({ path: `../${path}`, text: readFileSync(join(root, path), 'utf8'), imports: [] }));

/** Tests and styles, which have no docstrings to read but a length. */
const unread: readonly Source[] = globSync(
  [
    '{src,client,authenticator,console,test,conformance,examples}/**/*.test.ts',
    'test/**/*.ts',
    '{authenticator,console}/src/**/*.css',
  ],
  { cwd: root, exclude: ['**/node_modules', '**/dist'] },
).map((path) => ({ path: `../${path}`, text: readFileSync(join(root, path), 'utf8'), imports: [] }));

test('no file is longer than 250 lines', () => {
  const long = [...sources, ...others, ...unread].filter(({ text }) => linesIn(text) > 250);
  assertNone(long.map(({ path, text }) => `src/${path}: ${linesIn(text)} lines`));
});

test('half of the source files are shorter than 60 lines', () => {
  const lengths = sources.map(({ text }) => linesIn(text)).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  assert.ok(median < 60, `the median is ${median} lines`);
});

test('no folder has more than 30 source files side by side', () => {
  const folders = [...Map.groupBy(sources, ({ path }) => dirname(path))];
  assertNone(
    folders.filter(([, files]) => files.length > 30).map(([folder, files]) => `src/${folder}: ${files.length} files`),
  );
});

test('a docstring names its subject: it does not open with "The same", "What", "Who", "How", "Where" or "Of"', () => {
  // Of made files the words are the contract's descriptions.
  const written = [...sources, ...others].filter(({ path }) => !path.startsWith('../client/src/kinds/'));
  assertNone(occurrences(/\/\*\*\s+(?:\* )?(?:The same\b|(?:What|Whoever|Who|How|Where|Of) ).*/g, written));
});

test('timers are imported, so that a test with fake ones does not stop the service that runs in its process', () => {
  const inTests = sources.filter(({ path }) => !path.startsWith('cli/'));
  const calls = /(?<![.\w])(?:set|clear)(?:Timeout|Interval|Immediate)(?=\()/g;
  assertNone(
    inTests.flatMap(({ path, text }) => {
      const imported = [...text.matchAll(/^import \{(.*)\} from 'node:timers(?:\/promises)?';/gm)].flatMap(
        ([, names = '']) => names.split(',').map((name) => name.trim()),
      );
      const called = new Set([...text.matchAll(calls)].map(([name]) => name));
      return [...called.difference(new Set(imported))].map((name) => `src/${path}: the global ${name}`);
    }),
  );
});

test('the contract is data: it has no classes, waits for nothing and calls nobody', () => {
  const contract = sources.filter(({ path }) => /^contract\/|^factors\/[^/]+\/contract\.ts$/.test(path));
  assertNone(occurrences(/^(?:export )?(?:abstract )?class |\bawait |\basync |\bfetch\(|\bprocess\./gm, contract));
});

test('a thing is imported from where it is made: nothing is exported again', () => {
  // But by what the package offers: its users name no files.
  const inner = sources.filter(({ path }) => path !== 'testing/index.ts');
  assertNone(occurrences(/^export (?:type )?[{*][^;]*? from '.*/gm, inner));
});

test('only the maker of log entries makes them, so that no entry forgets who asked', () => {
  const others = sources.filter(({ path }) => path !== 'operations/shared/logEntry.ts');
  assertNone(occurrences(/(?<!readonly )\bdo: 'log'/g, others));
});
