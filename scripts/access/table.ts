import { roleTypes } from '../../src/contract/access/roles.ts';
import { permissions } from '../../src/domain/access/permits.ts';
import { roleAllows } from '../../src/domain/access/roles.ts';

const BEGIN = '<!-- The table is made by npm run generate. -->\n';
const END = '<!-- End of the table. -->\n';

/** The page with its table of operations and roles made anew. */
export function withTable(page: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error('docs/access.md has no place for its table');
  return `${page.slice(0, from + BEGIN.length)}\n${table()}\n${page.slice(to)}`;
}

function table(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const head = ['operation', 'scope', ...roleTypes.map((role) => role.replace(/_ADMIN$/, ''))];
  const rows = permissions.map(({ id, scope }) => [
    `\`${id}\``,
    `\`${scope}\``,
    ...roleTypes.map((role) => (roleAllows(role, id, scope) ? '✓' : '')),
  ]);
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('');
}
