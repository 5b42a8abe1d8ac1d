import { Counter, type CounterConfiguration } from 'prom-client';
import { labelValues } from '../domain/metrics/labels.ts';
import type { MetricDefinition } from '../domain/metrics/metricTable.ts';
import { keyBy, type Texts } from './series.ts';

interface Cell {
  readonly labels: Texts;
  /** Counted since the last scrape. */
  more: number;
}

/**
 * Counts, and begins with 0 whatever else the counter may come to count: a rate is wrong about the first of a series that
 * was not there. Labels with few values have a series for each; those with more for those that were seen. What was counted is
 * handed on when somebody looks: the library's own way takes a microsecond each time.
 */
export function counterOf(
  common: CounterConfiguration<string>,
  labels: MetricDefinition['labels'],
): (given: Texts) => void {
  const cells = new Map<string, Cell>();
  const keyOf = keyBy(labels);
  const combinations = combinationsOf(labels.filter((label) => label in few));
  const begin = (own: Texts): void => {
    for (const combination of combinations) {
      const all = { ...own, ...combination };
      if (!cells.has(keyOf(all))) cells.set(keyOf(all), { labels: all, more: 0 });
    }
  };
  if (labels.every((label) => label in few)) begin({});
  new Counter({
    ...common,
    collect() {
      for (const cell of cells.values()) {
        this.inc(cell.labels, cell.more);
        cell.more = 0;
      }
    },
  });
  return (given) => {
    const key = keyOf(given);
    let cell = cells.get(key);
    if (!cell) {
      begin(given);
      cell = cells.get(key) as Cell;
    }
    cell.more += 1;
  };
}

const few: Readonly<Partial<Record<string, readonly string[]>>> = labelValues;

const combinationsOf = (labels: readonly string[]): readonly Texts[] =>
  labels.reduce<readonly Texts[]>(
    (rows, label) => rows.flatMap((row) => (few[label] ?? []).map((value) => ({ ...row, [label]: value }))),
    [{}],
  );
