import type { Metrics } from '../domain/metrics/metrics.ts';
import { type Engine, MissingParent, Undone } from './engine.ts';
import { DatabaseUnavailable } from './shared/databaseUnavailable.ts';

/** An engine that says how long its work takes and what fails of it; all else is as it was. Searches are not timed. */
export function measuredEngine(engine: Engine, metrics: Metrics, monotonicMs: () => number): Engine {
  async function timed<T>(work: 'read' | 'write', run: () => Promise<T>): Promise<T> {
    const started = monotonicMs();
    try {
      return await run();
    } catch (error) {
      noteFailure(work, error);
      throw error;
    } finally {
      metrics.observe('databaseTime', { work }, (monotonicMs() - started) / 1_000);
    }
  }

  function noteFailure(work: 'read' | 'write' | 'ping', error: unknown): void {
    // A row that is there already or no more: the change is decided anew, and nobody hears of it.
    if (error instanceof Undone || error instanceof MissingParent) return;
    const reason = error instanceof DatabaseUnavailable ? 'unavailable' : 'error';
    metrics.count('databaseFailures', { work, reason });
  }

  async function ping(): Promise<void> {
    try {
      await engine.ping();
    } catch (error) {
      noteFailure('ping', error);
      throw error;
    }
  }

  metrics.watch('databaseUp', {}, () => ping().then(up), 0);
  for (const { pool } of engine.load()) {
    const now = () => engine.load().find((one) => one.pool === pool);
    metrics.watch('databaseConnections', { pool, state: 'in_use' }, () => now()?.inUse ?? 0);
    metrics.watch('databaseConnections', { pool, state: 'idle' }, () => now()?.idle ?? 0);
    metrics.watch('databaseConnections', { pool, state: 'waiting' }, () => now()?.waiting ?? 0);
    const { mostWaiting } = now() ?? {};
    if (pool !== 'searches' || mostWaiting === undefined) continue;
    metrics.watch('queueLength', { queue: pool }, () => now()?.waiting ?? 0);
    metrics.watch('queueLimit', { queue: pool }, () => mostWaiting);
  }
  const { whole } = engine;
  return {
    ...engine,
    read: (statement) => timed('read', () => engine.read(statement)),
    write: (steps, keep, lasts) => timed('write', () => engine.write(steps, keep, lasts)),
    ...(whole && { whole: (statement, lasts) => timed('write', () => whole(statement, lasts)) }),
    ping,
  };
}

const up = (): number => 1;
