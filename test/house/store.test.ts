import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNone, sources } from './sources.ts';

test('SQL that only PostgreSQL understands stands in engines, batching and migrations alone', () => {
  const store = sources.filter(({ path }) => path.startsWith('store/'));
  const others = store.filter(({ path }) => !/^store\/(?:engines|batching|migrations)\//.test(path));
  const own =
    /\b(?:json_to_recordset|for update|lateral|(?:as|not) materialized|collate)\b|::(?:text|json|int|bigint|integer)\b/;
  assertNone(others.filter(({ text }) => own.test(text)).map(({ path }) => `src/${path}`));
  assert.ok(store.some(({ path, text }) => path.startsWith('store/batching/') && own.test(text)));
});
