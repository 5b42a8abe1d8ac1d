import { Counter, type CounterConfiguration, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { labelValues } from '../domain/metrics/labels.ts';
import type { Exposition, Metrics } from '../domain/metrics/metrics.ts';
import { type MetricDefinition, metricTable } from '../domain/metrics/metricTable.ts';
import { inTime } from './inTime.ts';

/** Metrics that are kept, and read. */
export interface Prometheus {
  readonly metrics: Metrics;
  /** Reads them all, with those of Node.js (event loop, memory, garbage collection). */
  scrape(): Promise<Exposition>;
}

type Read = () => number | Promise<number | undefined>;
interface Reading {
  readonly labels: Texts;
  readonly read: Read;
  /** The value where the reading fails or takes too long; the series is left out without one. */
  readonly otherwise: number | undefined;
}
type Texts = Readonly<Record<string, string>>;

const table = Object.entries<MetricDefinition>(metricTable);

/** Makes an empty registry. */
export function createPrometheus(): Prometheus {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, (labels: Texts) => void>();
  const histograms = new Map<string, Histogram>();
  const watched = new Map<string, Map<string, Reading>>();
  for (const [key, definition] of table) {
    const { name, help, labels } = definition;
    const common = { name, help, labelNames: [...labels], registers: [registry] };
    if (definition.type === 'counter') counters.set(key, counterOf(common, labels));
    else if (definition.type === 'histogram') {
      histograms.set(key, new Histogram({ ...common, buckets: [...(definition.buckets ?? [])] }));
    } else {
      const readings = new Map<string, Reading>();
      watched.set(key, readings);
      new Gauge({
        ...common,
        async collect() {
          // A scrape that failed with one of them would not say that the database is away.
          const reading = [...readings.values()].map(async ({ labels: of, read, otherwise }) => {
            const value = (await inTime(read)) ?? otherwise;
            if (value === undefined) this.remove(of);
            else this.set(of, value);
          });
          await Promise.all(reading);
        },
      });
    }
  }
  return {
    metrics: {
      count: (name, labels) => counters.get(name)?.(labels as Texts),
      observe: (name, labels, seconds) => histograms.get(name)?.observe(labels as Texts, seconds),
      watch: (name, labels, read, otherwise) => {
        watched.get(name)?.set(JSON.stringify(labels), { labels: labels as Texts, read, otherwise });
      },
    },
    scrape: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

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
function counterOf(common: CounterConfiguration<string>, labels: MetricDefinition['labels']): (given: Texts) => void {
  const cells = new Map<string, Cell>();
  const keyOf = (given: Texts): string => {
    let key = '';
    for (const label of labels) key += `${given[label]}\n`;
    return key;
  };
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
