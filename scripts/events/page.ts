import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withEvents } from './table.ts';

const page = join(import.meta.dirname, '..', '..', 'docs', 'system-log.md');
writeFileSync(page, withEvents(readFileSync(page, 'utf8')));
