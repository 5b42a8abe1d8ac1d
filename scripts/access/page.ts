import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTable } from './table.ts';

const page = join(import.meta.dirname, '..', '..', 'docs', 'access.md');
writeFileSync(page, withTable(readFileSync(page, 'utf8')));
