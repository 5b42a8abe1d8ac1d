import type { Metering } from '../../../src/metrics/metering.ts';
import { createPrometheus, type Prometheus } from '../../../src/metrics/prometheus.ts';
import { readSamples, type Samples } from './samples.ts';

/** Metering for a service under test, with a look at what it has kept. */
export interface Metered {
  readonly options: { readonly metering: Metering };
  readonly kept: Prometheus;
  samples(): Promise<Samples>;
  /** The value of one series; 0 when it is not there. */
  value(series: string): Promise<number>;
}

/** Makes an empty one; `shown` says where it is shown. */
export function metered(shown: Omit<Metering, 'kept'> = {}): Metered {
  const kept = createPrometheus();
  const samples = async () => readSamples((await kept.scrape()).text);
  return {
    options: { metering: { kept, ...shown } },
    kept,
    samples,
    value: async (series) => (await samples()).values.get(series) ?? 0,
  };
}
