import { createVault } from '../../../src/crypto/vault.ts';
import type { StoredEntry } from '../../../src/domain/log/logEntry.ts';
import { createStore } from '../../../src/store/createStore.ts';
import type { Engine } from '../../../src/store/engine.ts';
import { keepPartitions, partitionedLog } from '../../../src/store/log/keepPartitions.ts';
import { partitionsOf } from '../../../src/store/migrations/shared/partitions.ts';
import { freshEngine } from '../engines.ts';

/** A Wednesday; the log is kept for 90 days, in partitions of two weeks. */
export const wednesday = Temporal.Instant.from('2026-07-01T12:00:00Z');
export const vault = createVault([new Uint8Array(32)]);
export const weeks = (n: number) => ({ hours: 24 * 7 * n });

/** An empty, migrated database on PostgreSQL. */
export async function postgres(t: { after(work: () => unknown): void }): Promise<Engine> {
  const engine = await freshEngine('postgres');
  t.after(() => engine.close());
  return engine;
}

/** Makes partitions as a process does that looks at a time, every two weeks, from one time to another. */
export async function keptPartitions(
  engine: Engine,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<readonly string[]> {
  for (let at = from; Temporal.Instant.compare(at, to) <= 0; at = at.add(weeks(2))) {
    await keepPartitions(engine, 90, at);
  }
  return namesOf(engine);
}

/** The names of the partitions in the order of their times. */
export const namesOf = async (engine: Engine): Promise<readonly string[]> =>
  (await engine.write(() => partitionsOf(partitionedLog))).map(({ name }) => name);

/** Writes an entry of a time. */
export const wrote = (engine: Engine, at: Temporal.Instant, reason: string, userId = 'u1'): Promise<unknown> =>
  createStore(engine, vault).apply([
    {
      do: 'log',
      entry: { at, event: 'user.account.lock', outcome: 'SUCCESS', userId, reason, address: '192.0.2.1' },
    },
  ]);

/** Writes entries of a time at once, as one statement. */
export async function wroteMany(engine: Engine, at: Temporal.Instant, many: number): Promise<void> {
  await engine.write(function* () {
    yield {
      text: `insert into log (user_id, id, at, event, outcome) select 'u1', gen_random_uuid(), $1, 'user.account.lock', 'SUCCESS'
        from generate_series(1, ${many})`,
      values: [at.toString({ fractionalSecondDigits: 3 })],
    };
  });
}

/** All entries of the log as polls see them, a few at a time. */
export async function polled(engine: Engine): Promise<readonly StoredEntry[]> {
  const { log } = createStore(engine, vault);
  const found: StoredEntry[] = [];
  for (;;) {
    const after = found.at(-1)?.place;
    const { entries } = await log.page({ settled: false, descending: false, limit: 7, ...(after && { after }) });
    if (entries.length === 0) return found;
    found.push(...entries);
  }
}

/** The numbers of entries by the partition they are in. */
export async function filledPartitions(engine: Engine): Promise<Readonly<Record<string, number>>> {
  const rows = await engine.read({
    text: 'select cast(tableoid as regclass) as name, count(*) as n from log group by 1 order by min(at)',
    values: [],
  });
  return Object.fromEntries(rows.map(({ name, n }) => [String(name), Number(n)]));
}
