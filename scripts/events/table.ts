import { type EventType, entryOf, eventCatalogue } from '../../src/contract/log/events.ts';

const BEGIN = '<!-- The table is made by npm run generate. -->\n';
const END = '<!-- End of the table. -->\n';

/** The page with its table of event types made anew. */
export function withEvents(page: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error('docs/system-log.md has no place for its table');
  return `${page.slice(0, from + BEGIN.length)}\n${table()}\n${page.slice(to)}`;
}

const actors = { user: 'the user', system: 'the system' } as const;

function table(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const names = (Object.keys(eventCatalogue) as EventType[]).sort();
  const rows = names.map((name) => {
    const { label, actor } = entryOf(name);
    return [`\`${name}\``, label, actor ? actors[actor] : 'the caller', name.startsWith('cofactor.') ? 'ours' : ''];
  });
  return [row(['event type', 'says', 'actor', '']), row(['---', '---', '---', '---']), ...rows.map(row)].join('');
}
