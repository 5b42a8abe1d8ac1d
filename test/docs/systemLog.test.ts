import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withEvents } from '../../scripts/events/table.ts';

test('docs/system-log.md has every event type as it is now: npm run generate', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'system-log.md'), 'utf8');
  assert.equal(page, withEvents(page));
});
