import { setImmediate } from 'node:timers';
import { Undone } from '../engine.ts';
import { DatabaseUnavailable } from '../shared/databaseUnavailable.ts';

/** Items that arrive at once and are done with one statement. */
interface Batching<T, R> {
  /** Names of what an item touches: two items that share a name are never in flight at the same time. */
  keys(item: T): readonly string[];
  /** Does all of them, whole or not at all; resolves with a result for each, in their order. */
  run(items: readonly T[]): Promise<readonly R[]>;
  /** Does one by itself, after the statement failed and left nothing: a bad one must not spoil its neighbours. */
  alone(item: T): Promise<R>;
}

interface QueuedItem<T, R> extends PromiseWithResolvers<R> {
  readonly item: T;
  readonly keys: readonly string[];
  readonly sinceMs: number;
}

/**
 * A caller that has waited this long when the database fails, in milliseconds, is told at once: its own try could
 * last as long.
 */
const PATIENCE_MS = 500;
/**
 * While two statements are on their way the next one collects what arrives, so that load makes batches larger, not
 * more.
 */
const IN_FLIGHT = 2;
/** Items of a batch at most. */
const MOST = 100;

/** Collects what is asked for in one turn of the event loop and does it as one batch (ADR 0003). */
export function batched<T, R>({ keys, run, alone }: Batching<T, R>): (item: T) => Promise<R> {
  let waiting: QueuedItem<T, R>[] = [];
  const busy = new Set<string>();
  let running = 0;
  let scheduled = false;

  function schedule(): void {
    if (scheduled || running >= IN_FLIGHT || waiting.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const batch = take();
      if (batch.length > 0) void send(batch);
    });
  }

  /** The next batch, in order of arrival; an item that waits for a name keeps those behind it from that name. */
  function take(): readonly QueuedItem<T, R>[] {
    const blocked = new Set(busy);
    const batch: QueuedItem<T, R>[] = [];
    waiting = waiting.filter((entry) => {
      const free = batch.length < MOST && !entry.keys.some((key) => blocked.has(key));
      if (free) batch.push(entry);
      for (const key of entry.keys) blocked.add(key);
      return !free;
    });
    return batch;
  }

  async function send(batch: readonly QueuedItem<T, R>[]): Promise<void> {
    running++;
    for (const { keys } of batch) for (const key of keys) busy.add(key);
    schedule();
    try {
      const results = await run(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as R);
    } catch (error) {
      if (error instanceof DatabaseUnavailable) giveUpWaiting(error);
      // Nobody knows whether a statement was done whose connection broke. Only one that certainly was not is tried again.
      if (!(error instanceof Undone)) for (const { reject } of batch) reject(error);
      else await Promise.all(batch.map(({ item, resolve, reject }) => alone(item).then(resolve, reject)));
    }
    running--;
    for (const { keys } of batch) for (const key of keys) busy.delete(key);
    schedule();
  }

  function giveUpWaiting(error: DatabaseUnavailable): void {
    const since = performance.now() - PATIENCE_MS;
    const old = waiting.filter(({ sinceMs }) => sinceMs < since);
    waiting = waiting.filter(({ sinceMs }) => sinceMs >= since);
    for (const { reject } of old) reject(error);
  }

  return (item) => {
    const entry = { item, keys: keys(item), sinceMs: performance.now(), ...Promise.withResolvers<R>() };
    waiting.push(entry);
    schedule();
    return entry.promise;
  };
}
