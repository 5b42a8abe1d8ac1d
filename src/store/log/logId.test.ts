import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextLogId } from './logId.ts';

test('ids of log entries sort in the order in which they were made, those of one millisecond too', () => {
  const ids = Array.from({ length: 2000 }, nextLogId);
  assert.deepEqual(ids.toSorted(), ids);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
