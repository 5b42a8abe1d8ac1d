import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawByHand, nextLogId } from './logId.ts';

test('ids of log entries sort in the order in which they were made, those of one millisecond too', () => {
  const ids = Array.from({ length: 2000 }, nextLogId);
  assert.deepEqual(ids.toSorted(), ids);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('an id made by hand, on a Node.js that makes none, is a UUIDv7 of now', () => {
  const id = drawByHand();
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const time = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  assert.ok(Math.abs(time - Temporal.Now.instant().epochMilliseconds) < 60_000, id);
  assert.notEqual(drawByHand(), id);
});
