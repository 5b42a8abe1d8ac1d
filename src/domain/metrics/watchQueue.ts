import type { Labels } from './labels.ts';
import type { Metrics, QueueLoad } from './metrics.ts';

/** Shows how full a queue is, and how full it can get. */
export function watchQueue(metrics: Metrics, queue: Labels['queue'], load: () => QueueLoad): void {
  metrics.watch('queueLength', { queue }, () => load().length);
  metrics.watch('queueLimit', { queue }, () => load().limit);
}
