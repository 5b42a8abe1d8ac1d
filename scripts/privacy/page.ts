import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withPersonalData } from './table.ts';

const page = join(import.meta.dirname, '..', '..', 'docs', 'privacy.md');
writeFileSync(page, withPersonalData(readFileSync(page, 'utf8')));
