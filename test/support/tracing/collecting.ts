import type { TestContext } from 'node:test';
import type { TracingSettings } from '../../../src/tracing/settings.ts';
import { type Collector, collector } from './collector.ts';

/** Settings by which every trace is kept and sent soon. */
export const settings: TracingSettings = {
  sampling: { by: 'always_on', ratio: 1, parentBased: true },
  queue: { most: 2_048, batch: 512, delayMs: 50, timeoutMs: 10_000 },
};

/** Starts a collector that ends with the test. */
export const collecting = async (t: TestContext, answer?: Parameters<typeof collector>[0]): Promise<Collector> => {
  const one = await collector(answer);
  t.after(() => one.close());
  return one;
};
