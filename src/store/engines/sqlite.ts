import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { type Engine, type Lasts, MissingParent, type Row, type Statement, type Steps, type Value } from '../engine.ts';
import type { Database } from '../schema/database.ts';
import { startCheckpoints } from './checkpoints.ts';
import { createReads } from './sqliteReads.ts';
import { type Prepared, prepare } from './sqliteStatement.ts';

/** A change waiting for the COMMIT that this turn of the event loop will share. */
interface QueuedChange {
  run(): void;
  settle(committed: unknown): void;
}

/**
 * The SQLite that ships with Node. Durable (`synchronous=full`), and fast all the same because the changes of one turn
 * of the event loop share one COMMIT, each in a savepoint of its own.
 */
export function openSqlite(file: string): Engine {
  const db = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true });
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536');
  const checkpoints = file === ':memory:' ? undefined : startCheckpoints(file, flush);
  if (checkpoints) db.exec('pragma wal_autocheckpoint = 0');
  const prepared = new Map<string, Prepared>();
  const waiting: Record<Lasts, QueuedChange[]> = { now: [], later: [] };
  let scheduled = false;
  let statements = 0;

  function all({ text, values }: Statement): readonly Row[] {
    let statement = prepared.get(text);
    if (!statement) {
      statement = prepare(db, text);
      prepared.set(text, statement);
    }
    return statement(values);
  }

  const reads = createReads(db, all);
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  const savepoint = db.prepare('savepoint change');
  const release = db.prepare('release change');
  const rollback = db.prepare('rollback to change');

  function flush(): void {
    if (checkpoints?.paused) return;
    scheduled = false;
    // In this order both are safe when the second is.
    commitWaiting('later');
    commitWaiting('now');
  }

  function commitWaiting(lasts: Lasts): void {
    const batch = waiting[lasts];
    if (batch.length === 0) return;
    waiting[lasts] = [];
    let failure: unknown;
    try {
      // Then a COMMIT does not wait for the disk.
      if (lasts === 'later') db.exec('pragma synchronous = normal');
      begin.run();
      for (const change of batch) change.run();
      commit.run();
      checkpoints?.wrote(statements);
      statements = 0;
    } catch (error) {
      failure = error;
      if (db.isTransaction) db.exec('rollback');
    } finally {
      if (lasts === 'later') db.exec('pragma synchronous = full');
    }
    for (const change of batch) change.settle(failure);
  }

  return {
    name: 'sqlite',
    kysely: new Kysely<Database>({ dialect: new SqliteDialect({ database: forKysely(db) }) }),

    read: reads.read,
    ping: async () => void all({ text: 'select 1 as one', values: [] }),

    write<T>(steps: () => Steps<T>, keep: (result: T) => boolean = () => true, lasts: Lasts = 'now'): Promise<T> {
      return new Promise((resolve, reject) => {
        let outcome: { readonly result: T } | { readonly error: unknown };
        const run = () => {
          savepoint.run();
          try {
            const result = runSteps(steps(), (statement) => {
              statements++;
              return all(statement);
            });
            if (!keep(result)) rollback.run();
            outcome = { result };
          } catch (error) {
            rollback.run();
            outcome = { error: isForeignKey(error) ? new MissingParent('foreign key', { cause: error }) : error };
          }
          release.run();
        };
        const settle = (failure: unknown) => {
          if (failure !== undefined) reject(failure);
          else if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.result);
        };
        waiting[lasts].push({ run, settle });
        if (!scheduled) setImmediate(flush);
        scheduled = true;
      });
    },

    async close() {
      reads.flush();
      commitWaiting('later');
      commitWaiting('now');
      await checkpoints?.close();
      db.close();
    },
  };
}

function runSteps<T>(steps: Steps<T>, all: (statement: Statement) => readonly Row[]): T {
  let step = steps.next();
  while (!step.done) step = steps.next(all(step.value));
  return step.value;
}

const isForeignKey = (error: unknown) => (error as { errcode?: number }).errcode === 787;

/** The database as Kysely needs it, on the same connection. */
function forKysely(db: DatabaseSync) {
  return {
    close: () => {},
    prepare(text: string) {
      const statement = db.prepare(text);
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...(parameters as Value[])),
        run: (parameters: readonly unknown[]) => statement.run(...(parameters as Value[])),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...(parameters as Value[])),
      };
    },
  };
}
