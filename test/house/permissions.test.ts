import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withTable } from '../../scripts/access/table.ts';

test('docs/access.md has the table of operations and roles as it is now: npm run generate', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'access.md'), 'utf8');
  assert.equal(page, withTable(page));
});
