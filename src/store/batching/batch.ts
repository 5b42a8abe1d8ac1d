import { Undone } from '../engine.ts';

/** How things that arrive at once are done with one statement. */
export interface Shared<T, R> {
  /** What an item touches: two that share one of these never travel at the same time. */
  keys(item: T): readonly string[];
  /** All of them, whole or not at all; a result for each, in their order. */
  run(items: readonly T[]): Promise<readonly R[]>;
  /** One by itself, after the statement failed and left nothing: a bad one must not spoil its neighbours. */
  alone(item: T): Promise<R>;
}

interface Waiting<T, R> extends PromiseWithResolvers<R> {
  readonly item: T;
  readonly keys: readonly string[];
}

/** While two statements are on their way the next one collects what arrives, so that load makes batches larger, not more. */
const IN_FLIGHT = 2;
const MOST = 100;

/** What is asked for in one turn of the event loop travels to the database together (ADR 0003). */
export function together<T, R>({ keys, run, alone }: Shared<T, R>): (item: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  const busy = new Set<string>();
  let running = 0;
  let scheduled = false;

  function schedule(): void {
    if (scheduled || running >= IN_FLIGHT || waiting.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const batch = take();
      if (batch.length > 0) void travel(batch);
    });
  }

  /** In the order of arrival; who has to wait for a key keeps those behind from it. */
  function take(): readonly Waiting<T, R>[] {
    const blocked = new Set(busy);
    const batch: Waiting<T, R>[] = [];
    waiting = waiting.filter((entry) => {
      const free = batch.length < MOST && !entry.keys.some((key) => blocked.has(key));
      if (free) batch.push(entry);
      for (const key of entry.keys) blocked.add(key);
      return !free;
    });
    return batch;
  }

  async function travel(batch: readonly Waiting<T, R>[]): Promise<void> {
    running++;
    for (const { keys } of batch) for (const key of keys) busy.add(key);
    schedule();
    try {
      const results = await run(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as R);
    } catch (error) {
      // Whether a statement whose connection broke was done nobody knows: only what certainly was not is tried again.
      if (!(error instanceof Undone)) for (const { reject } of batch) reject(error);
      else await Promise.all(batch.map(({ item, resolve, reject }) => alone(item).then(resolve, reject)));
    }
    running--;
    for (const { keys } of batch) for (const key of keys) busy.delete(key);
    schedule();
  }

  return (item) => {
    const entry = { item, keys: keys(item), ...Promise.withResolvers<R>() };
    waiting.push(entry);
    schedule();
    return entry.promise;
  };
}
