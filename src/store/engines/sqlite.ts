import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers';
import { Kysely, SqliteDialect } from 'kysely';
import { type Engine, type Lasts, MissingParent, type Row, type Statement, type Steps, type Value } from '../engine.ts';
import type { Database } from '../schema/database.ts';
import { DatabaseNotWritable } from '../shared/databaseUnavailable.ts';
import { startCheckpoints } from './checkpoints.ts';
import { hasRows, isOpen } from './olderNode.ts';
import { startSearches } from './searchThreads.ts';
import { diskFailure, isDiskFailure, notWritable } from './sqliteFailures.ts';
import { type SqliteFiles, watchFiles } from './sqliteFiles.ts';
import { createReads } from './sqliteReads.ts';
import { searchedBy } from './sqliteSearches.ts';
import { type Prepared, prepare } from './sqliteStatement.ts';

/** A change waiting for the COMMIT that this turn of the event loop will share. */
interface QueuedChange {
  run(): void;
  settle(committed: unknown): void;
}

/** Less room in bytes than this on the disk is none: the next change may not fit. */
const LEAST_FREE = 64 * 1024;
/** A disk that was full has room again from here on: the readiness of a service must not flap. */
const ROOM_AGAIN = 2 ** 20;

/**
 * The SQLite that ships with Node. Durable (`synchronous=full`), and fast all the same because the changes of one turn
 * of the event loop share one COMMIT, each in a savepoint of its own.
 */
export function openSqlite(file: string, onError: (error: Error) => void = () => {}): Engine {
  const db = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true });
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536');
  const { user_version: version } = db.prepare('pragma user_version').get() as { readonly user_version: number };
  const touch = `pragma user_version = ${version}`;
  const files = file === ':memory:' ? undefined : open(db, file);
  const threads = files && startSearches(file);
  const kysely = new Kysely<Database>({ dialect: new SqliteDialect({ database: forKysely(db) }) });
  const checkpoints = files && startCheckpoints(file, files, flush);
  const prepared = new Map<string, Prepared>();
  const waiting: Record<Lasts, QueuedChange[]> = { now: [], later: [] };
  let scheduled = false;
  let failing = false;
  let wasFull = false;

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
      files?.logBytes();
      // Then a COMMIT does not wait for the disk.
      if (lasts === 'later') db.exec('pragma synchronous = normal');
      begin.run();
      for (const change of batch) change.run();
      commit.run();
      wrote();
    } catch (error) {
      failure = failed(error);
      if (isOpen(db)) db.exec('rollback');
    } finally {
      if (lasts === 'later') db.exec('pragma synchronous = full');
    }
    for (const change of batch) change.settle(failure);
  }

  function wrote(): void {
    failing = false;
    if (files) checkpoints?.wrote(files.logBytes());
  }

  /** Tells the operator of a failing disk once, and tries to make room. */
  function failed(error: unknown): unknown {
    const known = diskFailure(error);
    if (!(known instanceof DatabaseNotWritable)) return known;
    if (!failing) onError(known);
    failing = true;
    if (isFull(known)) {
      wasFull = true;
      checkpoints?.begin();
    }
    return known;
  }

  /** Writes what is there already: whether a disk takes more is known only by writing. */
  function ping(): void {
    all({ text: 'select 1 as one', values: [] });
    if (!files || checkpoints?.paused) return;
    try {
      files.logBytes();
      db.exec(touch);
      if (files.freeBytes() < (wasFull ? ROOM_AGAIN : LEAST_FREE)) throw notWritable('SQLITE_FULL', 'its disk is full');
      wasFull = false;
      wrote();
    } catch (error) {
      throw failed(error);
    }
  }

  // A database in memory is this connection's alone; it is for development and tests.
  const searches = threads ? searchedBy(threads) : kysely;
  return {
    name: 'sqlite',
    kysely,
    searches,
    inOrder: searches,

    read: reads.read,
    ping: async () => ping(),
    // Changes wait for the COMMIT of their turn, or for a checkpoint.
    load: () => [
      { pool: 'writes', inUse: 0, idle: 1, waiting: waiting.now.length + waiting.later.length },
      ...(threads ? [threads.load()] : []),
    ],

    write<T>(steps: () => Steps<T>, keep: (result: T) => boolean = () => true, lasts: Lasts = 'now'): Promise<T> {
      return new Promise((resolve, reject) => {
        let outcome: { readonly result: T } | { readonly error: unknown };
        const run = () => {
          savepoint.run();
          try {
            const result = runSteps(steps(), all);
            if (!keep(result)) rollback.run();
            outcome = { result };
          } catch (error) {
            // SQLite has undone everything, savepoints too.
            if (isDiskFailure(error)) throw error;
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
      await threads?.close();
      await checkpoints?.close();
      db.close();
    },
  };
}

/** Sets up a file whose log is folded in here, not by SQLite, and cut off each time it begins anew. */
function open(db: DatabaseSync, file: string): SqliteFiles {
  db.exec('pragma wal_autocheckpoint = 0; pragma journal_size_limit = 0');
  return watchFiles(file);
}

const isFull = ({ cause }: DatabaseNotWritable): boolean => (cause as { code?: string }).code === 'SQLITE_FULL';

function runSteps<T>(steps: Steps<T>, all: (statement: Statement) => readonly Row[]): T {
  let step = steps.next();
  while (!step.done) step = steps.next(all(step.value));
  return step.value;
}

const isForeignKey = (error: unknown) => (error as { errcode?: number }).errcode === 787;

function told<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw diskFailure(error);
  }
}

/** The database as Kysely needs it, on the same connection. */
function forKysely(db: DatabaseSync) {
  return {
    close: () => {},
    prepare(text: string) {
      const statement = db.prepare(text);
      return {
        reader: hasRows(statement, text),
        all: (parameters: readonly unknown[]) => told(() => statement.all(...(parameters as Value[]))),
        run: (parameters: readonly unknown[]) => told(() => statement.run(...(parameters as Value[]))),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...(parameters as Value[])),
      };
    },
  };
}
