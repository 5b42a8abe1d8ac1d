import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusals } from '../../scripts/fuzz/refusals.ts';
import { operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';

const all: readonly Operation[] = Object.values(operations);
const nameOf = ({ method, path }: Operation) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`;

test('of every cursor and expression in a query the fuzz run knows that no schema judges it', () => {
  const judged = all.filter(({ query }) =>
    ['after', 'filter', 'search'].some((name) =>
      Object.hasOwn((query as { properties?: object } | undefined)?.properties ?? {}, name),
    ),
  );
  assert.ok(judged.length > 5);
  for (const operation of judged) assert.ok(Object.hasOwn(refusals, nameOf(operation)), nameOf(operation));
});

test('the fuzz run lists no refusals of operations that are not there', () => {
  const names = new Set(all.map(nameOf));
  for (const name of Object.keys(refusals)) assert.ok(names.has(name), name);
});
