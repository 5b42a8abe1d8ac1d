import type { Labels } from './labels.ts';
import type { MetricDefinition, metricTable } from './metricTable.ts';

type Table = typeof metricTable;
type NameOf<T extends MetricDefinition['type']> = {
  [K in keyof Table]: Table[K]['type'] extends T ? K : never;
}[keyof Table];
type LabelsOf<N extends keyof Table> = Readonly<Pick<Labels, Table[N]['labels'][number]>>;

/** The port by which the core says what happens, as numbers. Nothing waits for it and nothing is decided by it. */
export interface Metrics {
  /** One more. */
  count<N extends NameOf<'counter'>>(name: N, labels: LabelsOf<N>): void;
  /** One that took so many seconds. */
  observe<N extends NameOf<'histogram'>>(name: N, labels: LabelsOf<N>, seconds: number): void;
  /** A number that is asked for whenever somebody looks; where there is none, it fails or takes too long, `otherwise` or none. */
  watch<N extends NameOf<'gauge'>>(
    name: N,
    labels: LabelsOf<N>,
    read: () => number | Promise<number | undefined>,
    otherwise?: number,
  ): void;
}

/** Metrics that are off. */
export const noMetrics: Metrics = { count() {}, observe() {}, watch() {} };

/** Everything that was measured, as text for whoever collects it. */
export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

/** A queue as it stands: places that are taken, and places there are. */
export interface QueueLoad {
  readonly length: number;
  readonly limit: number;
}
