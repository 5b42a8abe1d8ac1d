import { columnsOf, type Declaration } from '../../src/store/privacy/data/declare.ts';
import { personalData } from '../../src/store/privacy/personalData.ts';

const BEGIN = '<!-- The tables are made by npm run generate. -->\n';
const END = '<!-- End of the tables. -->\n';

/** The page with its tables of what is kept made anew. */
export function withPersonalData(page: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error('docs/privacy.md has no place for its tables');
  return `${page.slice(0, from + BEGIN.length)}\n${tables()}\n${page.slice(to)}`;
}

const entries: readonly (readonly [string, Declaration])[] = Object.entries(personalData);
const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
const names = (columns: readonly string[]): string => columns.map((name) => `\`${name}\``).join(', ');

function tables(): string {
  const about = entries.filter(([, { about: found }]) => found);
  const others = entries.filter(([, { about: found }]) => !found);
  return [
    '### About people\n\n',
    table(
      ['table', 'which data', 'why', 'how long', 'after a deletion'],
      about.map(([name, { data, why, kept, left }]) => [`\`${name}\``, data, why, kept, left ?? 'nothing']),
    ),
    '\n### Their columns\n\n',
    table(
      ['table', 'personal', 'pseudonymous', 'secret: never exported', 'of nobody'],
      about.map(([name, declared]) => {
        const { personal, pseudonymous, secret, impersonal } = columnsOf(declared);
        return [`\`${name}\``, ...[personal, pseudonymous, secret, impersonal].map(names)];
      }),
    ),
    '\n### About nobody\n\n',
    table(
      ['table', 'which data', 'why', 'how long'],
      others.map(([name, { data, why, kept }]) => [`\`${name}\``, data, why, kept]),
    ),
  ].join('');
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(row).join('');
