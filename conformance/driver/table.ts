import { type Client, clients } from '../clients.ts';
import type { Expectation } from '../expectations/expectation.ts';
import type { Result } from './result.ts';

/** A client's column: what stands in the row of each operation. */
export type Column = ReadonlyMap<string, string>;

export const BEGIN = '<!-- printed by npm run conformance -->';
export const END = '<!-- end of what npm run conformance printed -->';

/** `✓` where every call passed, `✗` where none did, `–` where the SDK has no such operation, else how many passed. */
export function columnOf(results: readonly Result[]): Column {
  const operations = Map.groupBy(results, ({ operation }) => operation);
  return new Map(
    [...operations].map(([operation, calls]) => {
      const passed = calls.filter(({ outcome }) => outcome === 'passed').length;
      if (calls.every(({ outcome }) => outcome === 'absent')) return [operation, '–'];
      if (passed === 0) return [operation, '✗'];
      return [operation, passed === calls.length ? '✓' : `${passed} of ${calls.length}`];
    }),
  );
}

/** The columns of a table that was printed before, by the titles of the clients. */
export function columnsIn(page: string): ReadonlyMap<string, Column> {
  const lines = between(page)
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const [head = [], ...rows] = lines.filter((line) => !line.startsWith('| ---')).map(cellsOf);
  return new Map(
    head
      .slice(1)
      .map((title, at) => [title, new Map(rows.map((cells) => [bare(cells[0] ?? ''), cells[at + 1] ?? '']))]),
  );
}

/** The page with the table and the list of known failures as they are now. */
export function written(page: string, columns: ReadonlyMap<string, Column>, known: readonly Expectation[]): string {
  const [before = '', rest = ''] = page.split(BEGIN);
  const [, after = ''] = rest.split(END);
  return `${before}${BEGIN}\n\n${table(columns)}\n\n${failures(known)}\n\n${END}${after}`;
}

const between = (page: string): string => page.split(BEGIN)[1]?.split(END)[0] ?? '';
const cellsOf = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const bare = (cell: string): string => cell.replaceAll('`', '');

/** A table of operations by clients, as Markdown. */
export function table(columns: ReadonlyMap<string, Column>): string {
  const shown = clients.filter(({ title }) => columns.has(title));
  const operations = [...new Set([...columns.values()].flatMap((column) => [...column.keys()]))];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['operation', ...shown.map(({ title }) => title)]),
    line(['---', ...shown.map(() => '---')]),
    ...operations.map((name) =>
      line([`\`${name}\``, ...shown.map(({ title }) => columns.get(title)?.get(name) ?? '')]),
    ),
  ].join('\n');
}

function failures(known: readonly Expectation[]): string {
  const lines = known.map(({ clients: names, calls, by, why }) => {
    const listed = calls.map((call) => `\`${call}\``).join(', ');
    return `- ${titlesOf(names)}, ${by === 'SDK' ? 'a fault of the SDK' : 'a fault of this service'}: ${listed}. ${why}`;
  });
  return lines.join('\n');
}

function titlesOf(names: readonly string[]): string {
  const titles = (of: readonly Client[]) => of.map(({ title }) => title).join(', ');
  const others = clients.filter(({ client }) => !names.includes(client));
  if (others.length === 0) return 'All';
  if (others.length < 4) return `All but ${titles(others)}`;
  return titles(clients.filter(({ client }) => names.includes(client)));
}
