import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Exposition, Metrics } from '../domain/metrics/metrics.ts';
import { type MetricDefinition, metricTable } from '../domain/metrics/metricTable.ts';
import { counterOf } from './counter.ts';
import { histogramOf } from './histogram.ts';
import { inTime } from './inTime.ts';
import type { Texts } from './series.ts';

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

const table = Object.entries<MetricDefinition>(metricTable);

/** Makes an empty registry. */
export function createPrometheus(): Prometheus {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, (labels: Texts) => void>();
  const histograms = new Map<string, (labels: Texts, seconds: number) => void>();
  const watched = new Map<string, Map<string, Reading>>();
  for (const [key, definition] of table) {
    const { name, help, labels } = definition;
    const common = { name, help, labelNames: [...labels], registers: [registry] };
    if (definition.type === 'counter') counters.set(key, counterOf(common, labels));
    else if (definition.type === 'histogram') {
      histograms.set(key, histogramOf(registry, definition));
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
      observe: (name, labels, seconds) => histograms.get(name)?.(labels as Texts, seconds),
      watch: (name, labels, read, otherwise) => {
        watched.get(name)?.set(JSON.stringify(labels), { labels: labels as Texts, read, otherwise });
      },
    },
    scrape: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
