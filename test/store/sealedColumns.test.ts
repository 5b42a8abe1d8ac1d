import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tables } from '../../src/store/schema/database.ts';
import type { Table } from '../../src/store/schema/table.ts';
import { sealedColumns } from '../../src/store/sealed/sealedColumns.ts';

const described = (what: 'sealed value' | 'keyed hash'): readonly string[] =>
  Object.values<Table>(tables).flatMap(({ name, columns }) =>
    Object.entries(columns)
      .filter(([, { holdsInstead }]) => holdsInstead === what)
      .map(([column]) => `${name}.${column}`),
  );

test('every sealed column of the schema is one that the keys are counted in and that is sealed anew', () => {
  const listed = sealedColumns.map(({ table, column }) => `${table.name}.${column}`);
  assert.deepEqual(listed.toSorted(), described('sealed value').toSorted());
  assert.ok(listed.includes('factor_states.state'));
});

test('every keyed hash of the schema belongs to one sealed column, from which it is made anew', () => {
  const listed = sealedColumns.flatMap(({ table, hashes }) => hashes.map(({ column }) => `${table.name}.${column}`));
  assert.deepEqual(listed.toSorted(), described('keyed hash').toSorted());
});

test('what a sealed value is bound to includes the whole key of its row', () => {
  for (const { table, column, key, boundTo, hashes } of sealedColumns) {
    const unbound = key.filter((name) => !boundTo.includes(name) && !hashes.some((hash) => hash.column === name));
    assert.deepEqual(unbound, [], `${table.name}.${column}`);
  }
});
