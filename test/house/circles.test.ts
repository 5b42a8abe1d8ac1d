import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { circlesIn, type Needs } from './circles.ts';
import { assertNone, clientSources, consoleSources, type Source, sources } from './sources.ts';

/** Layers whose rooms, the folders right below, form no circle. */
const LAYERS = ['contract', 'domain', 'operations', 'store', 'factors/shared'];

/** Who imports whom by a relative path, types included; `nameOf` says what a file counts as, or that it does not count. */
function needsOf(files: readonly Source[], nameOf: (path: string) => string | undefined): Needs {
  const needs = new Map<string, Set<string>>();
  for (const { path, imports } of files) {
    const name = nameOf(path);
    if (name === undefined) continue;
    const targets = imports.filter((to) => to.startsWith('.')).map((to) => nameOf(join(dirname(path), to)));
    const others = targets.filter((target) => target !== undefined && target !== name) as string[];
    needs.set(name, new Set([...(needs.get(name) ?? []), ...others]));
  }
  return needs;
}

for (const [name, files] of Object.entries({
  src: sources,
  'client/src': clientSources,
  'console/src': consoleSources,
})) {
  test(`no files of ${name} import each other in a circle, not even for types`, () => {
    assertNone(circlesIn(needsOf(files, (path) => path)));
  });
}

for (const layer of LAYERS) {
  test(`the rooms of src/${layer} form no circle, not even for types`, () => {
    const roomOf = (path: string) =>
      path.startsWith(`${layer}/`) ? path.slice(layer.length + 1).split('/')[0] : undefined;
    const needs = needsOf(sources, roomOf);
    assert.ok(needs.size > 1, `src/${layer} has rooms`);
    assertNone(circlesIn(needs));
  });
}

test('the search for circles finds one by a detour, and none where all ways lead down', () => {
  const needs = (pairs: Readonly<Record<string, readonly string[]>>): Needs =>
    new Map(Object.entries(pairs).map(([name, needed]) => [name, new Set(needed)]));
  assert.deepEqual(circlesIn(needs({ a: ['b', 'x'], b: ['c'], c: ['a'], x: ['c'] })), ['a needs b needs c needs a']);
  assert.deepEqual(circlesIn(needs({ a: ['b', 'c'], b: ['c'], c: [] })), []);
});
