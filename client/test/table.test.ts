import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { operationTable } from '../../scripts/client/operationTable.ts';
import { operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import { readTable } from '../src/readTable.ts';

const segment = fc.oneof(
  fc.constantFrom('api', 'v1', 'users', ':userId', 'factors', ':factorId', 'lifecycle', 'activate', 'a1-b_c'),
  fc.stringMatching(/^:?[A-Za-z0-9_-]{1,12}$/),
);
const path = fc.array(segment, { minLength: 1, maxLength: 6 }).map((segments) => `/${segments.join('/')}` as const);
const method = fc.constantFrom('GET' as const, 'POST' as const, 'PUT' as const, 'DELETE' as const);
const id = fc.stringMatching(/^[a-z][A-Za-z]{0,20}$/).filter((name) => !(name in Object.prototype));
const any: Operation = operations.listFactors;

test('whatever the operations are, the table that is made of them reads as them', () => {
  const written = fc.dictionary(id, fc.record({ method, path }), { minKeys: 1, maxKeys: 30, noNullPrototype: true });
  fc.assert(
    fc.property(written, (places) => {
      const all = Object.entries(places).map(([id, place]): [string, Operation] => [id, { ...any, ...place }]);
      const read = readTable(operationTable(Object.fromEntries(all)));
      const expected = Object.entries(places).map(([id, place]) => [id, { ...place, paged: false }] as const);
      assert.deepEqual(new Map([...read].sort()), new Map(expected.sort()));
    }),
    { numRuns: 60 },
  );
});
