import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withEvents } from '../../scripts/events/table.ts';
import { withPersonalData } from '../../scripts/privacy/table.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, '..', '..', 'docs', name), 'utf8');

test('docs/system-log.md has every event type as it is now: npm run generate', () => {
  const page = read('system-log.md');
  assert.equal(page, withEvents(page));
});

test('docs/privacy.md has every table and column as it is declared now: npm run generate', () => {
  const page = read('privacy.md');
  assert.equal(page, withPersonalData(page));
});
