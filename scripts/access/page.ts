import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consoleScopes } from './consoleScopes.ts';
import { withTable } from './table.ts';

const root = join(import.meta.dirname, '..', '..');
const page = join(root, 'docs', 'access.md');
writeFileSync(page, withTable(readFileSync(page, 'utf8')));
writeFileSync(join(root, 'console', 'src', 'apiAccess', 'scopes.ts'), consoleScopes());
