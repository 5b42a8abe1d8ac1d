import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consoleTypes } from './consoleTypes.ts';
import { withEvents } from './table.ts';

const root = join(import.meta.dirname, '..', '..');
const page = join(root, 'docs', 'system-log.md');
writeFileSync(page, withEvents(readFileSync(page, 'utf8')));
writeFileSync(join(root, 'console', 'src', 'systemLog', 'eventTypes.ts'), consoleTypes());
