import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newRequestId } from './requestId.ts';

test('ids of requests sort by time, and no two are the same', () => {
  const at = Temporal.Instant.from('2026-01-01T00:00:00Z');
  const ids = Array.from({ length: 1000 }, () => newRequestId(at));
  assert.equal(new Set(ids).size, 1000);
  for (const id of ids) assert.match(id, /^[\da-f]{32}$/);
  assert.ok(ids.every((id) => id < newRequestId(at.add({ milliseconds: 1 }))));
});
