import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNone, type Source, sources } from './sources.ts';

const linesIn = (text: string): number => text.split('\n').length - 1;

/** The places where a pattern occurs, as paths with lines. */
function occurrences(pattern: RegExp, among: readonly Source[] = sources): readonly string[] {
  return among.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map((match) => `src/${path}:${linesIn(text.slice(0, match.index)) + 1}: ${match[0]}`),
  );
}

test('no source file is longer than 300 lines', () => {
  const long = sources.filter(({ text }) => linesIn(text) > 300);
  assertNone(long.map(({ path, text }) => `src/${path}: ${linesIn(text)} lines`));
});

test('half of the source files are shorter than 80 lines', () => {
  const lengths = sources.map(({ text }) => linesIn(text)).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  assert.ok(median < 80, `the median is ${median} lines`);
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
