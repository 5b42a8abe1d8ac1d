import { clearInterval, setInterval } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import type { Vault } from '../crypto/vault.ts';
import type { Metrics } from '../domain/metrics/metrics.ts';
import { defaultRetention, type Retention } from '../domain/policy/retention.ts';
import type { Engine } from './engine.ts';
import { keepPartitions } from './log/keepPartitions.ts';
import { startIndexing } from './log/startIndexing.ts';
import type { ToldOfEntry } from './log/tellingStore.ts';
import { eraseDue } from './privacy/erasing.ts';
import { purgeDue } from './privacy/purging.ts';
import { declareRetention, noticeText } from './privacy/retention.ts';
import { startSealing } from './sealAddresses.ts';
import { DatabaseUnavailable } from './shared/databaseUnavailable.ts';

const EVERY_MS = 60_000;
const LEAST_REST_MS = 5;
/** The part of its time that a purge rests, so that requests do not notice it: it works for a tenth of it. */
const REST = 9;

/** The work that goes on beside requests: sealing what older versions left in clear, indexing the log and making its partitions, erasing users who were deleted, and deleting what has been kept for its time. */
export interface Housekeeping {
  /** Erases what is left of users who were deleted until now; resolves when that is done, or failed and will be tried again. */
  erase(): Promise<void>;
  /** Ends it, after the batch under way. */
  stop(): Promise<void>;
}

interface HousekeepingOptions {
  readonly retention?: Retention;
  readonly metrics: Metrics;
  /** Hears of what is logged. */
  readonly audit?: ToldOfEntry | undefined;
  readonly now: () => Temporal.Instant;
  readonly onError: (error: unknown) => void;
  readonly log: { warn?(text: string, about: object): void };
}

/** Begins it, with a notice of what will be deleted; each process on a database does, and they share the work. */
export async function startHousekeeping(
  engine: Engine,
  vault: Vault,
  { retention = defaultRetention, metrics, audit: told, now, onError, log }: HousekeepingOptions,
): Promise<Housekeeping> {
  for (const notice of await declareRetention(engine, retention, now(), told)) log.warn?.(noticeText(notice), notice);
  const stopSealing = startSealing({ engine, vault, onError });
  const stopIndexing = startIndexing({ engine, metrics, now, onError });
  const stopping = new AbortController();
  const { signal } = stopping;
  const inTurn = (work: () => Promise<unknown>) => {
    let last = Promise.resolve();
    return () => {
      last = last.then(async () => {
        if (signal.aborted) return;
        try {
          await work();
        } catch (error) {
          // That the database is away is heard from those who need it at once.
          if (!signal.aborted && !(error instanceof DatabaseUnavailable)) onError(error);
        }
      });
      return last;
    };
  };
  const erase = inTurn(() => eraseDue(engine, vault, now().epochMilliseconds, resting(signal, 1)));
  const partition = inTurn(() => keepPartitions(engine, retention.log, now()));
  const purge = inTurn(() => purgeDue(engine, { now, rest: resting(signal, REST), told }));
  const timer = setInterval(() => {
    void erase();
    void partition();
    void purge();
  }, EVERY_MS);
  timer.unref();
  void partition();
  return {
    erase,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await Promise.all([erase(), partition(), purge(), stopSealing(), stopIndexing()]);
    },
  };
}

/** Waits for so many times as long as the work since the last wait took; throws when the signal ends it. */
export function resting(signal: AbortSignal, times: number): () => Promise<void> {
  let since = performance.now();
  return async () => {
    const workedMs = performance.now() - since;
    await setTimeout(Math.max(LEAST_REST_MS, workedMs * times), undefined, { signal });
    since = performance.now();
  };
}
