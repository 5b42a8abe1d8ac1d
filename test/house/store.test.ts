import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { assertNone, sources } from './sources.ts';

const store = sources.filter(({ path }) => path.startsWith('store/'));

/** The folder of a file in the store; a file beside the folders stands for itself. */
const roomOf = (path: string): string => path.split('/').slice(0, 2).join('/');

test('no room of the store needs, by whatever detour, itself', () => {
  const needs = new Map<string, Set<string>>();
  for (const { path, imports } of store) {
    const targets = imports
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => join(dirname(path), specifier).replaceAll('\\', '/'))
      .filter((target) => target.startsWith('store/') && roomOf(target) !== roomOf(path))
      .map(roomOf);
    needs.set(roomOf(path), new Set(targets).union(needs.get(roomOf(path)) ?? new Set()));
  }
  const walk = (room: string, trail: readonly string[]): void => {
    assert.ok(!trail.includes(room), [...trail, room].join(' needs '));
    for (const next of needs.get(room) ?? []) walk(next, [...trail, room]);
  };
  for (const room of needs.keys()) walk(room, []);
});

test('SQL that only PostgreSQL understands stands in engines, batching and migrations alone', () => {
  const others = store.filter(({ path }) => !/^store\/(?:engines|batching|migrations)\//.test(path));
  const own =
    /\b(?:json_to_recordset|for update|lateral|(?:as|not) materialized|collate)\b|::(?:text|json|int|bigint|integer)\b/;
  assertNone(others.filter(({ text }) => own.test(text)).map(({ path }) => `src/${path}`));
  assert.ok(store.some(({ path, text }) => path.startsWith('store/batching/') && own.test(text)));
});
