import { setTimeout } from 'node:timers/promises';
import type { Metrics } from '../../domain/metrics/metrics.ts';
import type { Engine } from '../engine.ts';
import { DatabaseUnavailable } from '../shared/databaseUnavailable.ts';
import { indexSegment, removeDeadSegments } from './indexLog.ts';
import { watchLog } from './watchLog.ts';

/** The time between looks at the log, in milliseconds: no more rows than are written meanwhile are late in the index. */
const EVERY_MS = 2_000;
/** The time after which a step that failed is tried again. */
const AGAIN_MS = 10_000;

interface IndexingOptions {
  readonly engine: Engine;
  readonly metrics: Metrics;
  readonly now: () => Temporal.Instant;
  readonly onError: (error: unknown) => void;
}

/**
 * Keeps the index of the log up with the log while the service runs, in each process, and shows how far polls can see. It
 * goes on where it, or another process, was stopped. The function it gives ends that, after the step under way.
 */
export function startIndexing({ engine, metrics, now, onError }: IndexingOptions): () => Promise<void> {
  const stopping = new AbortController();
  watchLog(engine, metrics, now);
  const indexing = keepIndexed(engine, onError, stopping.signal);
  return () => {
    stopping.abort();
    return indexing;
  };
}

async function keepIndexed(engine: Engine, onError: (error: unknown) => void, signal: AbortSignal): Promise<void> {
  let wait = 0;
  for (;;) {
    await setTimeout(wait, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted) return;
    try {
      const more = [await indexSegment(engine), await removeDeadSegments(engine)];
      wait = more.includes(true) ? 0 : EVERY_MS;
    } catch (error) {
      // That the database is away is heard from those who need it at once.
      if (!(error instanceof DatabaseUnavailable)) onError(error);
      wait = AGAIN_MS;
    }
  }
}
