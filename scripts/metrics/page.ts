import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelValues } from '../../src/domain/metrics/labels.ts';
import { type MetricDefinition, metricTable } from '../../src/domain/metrics/metricTable.ts';

const BEGIN = '<!-- The tables are made by npm run generate. -->\n';
const END = '<!-- End of the tables. -->\n';

/** The page with its tables of metrics and labels made anew. */
export function withMetrics(page: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error('docs/metrics.md has no place for its tables');
  return `${page.slice(0, from + BEGIN.length)}\n${metrics()}\n${labels()}\n${page.slice(to)}`;
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('');

function metrics(): string {
  const all: readonly MetricDefinition[] = Object.values(metricTable);
  return table(
    ['metric', 'type', 'labels', 'what it tells'],
    all.map(({ name, type, labels, help }) => [`\`${name}\``, type, code(labels), help]),
  );
}

function labels(): string {
  return table(
    ['label', 'values'],
    Object.entries(labelValues).map(([label, values]) => [`\`${label}\``, code(values)]),
  );
}

if (import.meta.main) {
  const page = join(import.meta.dirname, '../../docs/metrics.md');
  writeFileSync(page, withMetrics(readFileSync(page, 'utf8')));
}
