import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type Engine, type Lasts, MissingParent, type Row, type Statement, type Steps, Undone } from '../engine.ts';
import type { Database } from '../schema/database.ts';
import { createReads } from './postgresReads.ts';

const MAX_TRIES = 5;

/** PostgreSQL 15 or newer. Every change is one transaction; statements are prepared once per connection. */
export function openPostgres(url: string, onError: (error: Error) => void): Engine {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 });
  // An idle connection that breaks must not take the process with it: the pool opens another.
  pool.on('error', onError);
  // Statements that carry many rows have connections of their own: they never queue behind transactions.
  const lane = (max: number, onConnect: (client: pg.ClientBase) => Promise<void>) =>
    new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 10_000, onConnect }).on('error', onError);
  const lanes: Readonly<Record<Lasts, pg.Pool>> = { now: lane(8, preferKeys), later: lane(2, notWaiting) };
  const names = new Map<string, string>();

  function query(on: pg.Pool | pg.PoolClient, { text, values }: Statement): Promise<pg.QueryResult<Row>> {
    let name = names.get(text);
    if (name === undefined) {
      name = `s${names.size}`;
      names.set(text, name);
    }
    return on.query({ name, text, values: values as unknown[] });
  }

  async function whole(statement: Statement, lasts: Lasts = 'now'): Promise<readonly Row[]> {
    try {
      return (await query(lanes[lasts], statement)).rows;
    } catch (error) {
      // What the server itself reports it has undone; of a connection that broke nobody knows.
      throw error instanceof pg.DatabaseError ? new Undone(error.message, { cause: error }) : error;
    }
  }

  async function attempt<T>(steps: () => Steps<T>, keep: (result: T) => boolean): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const running = steps();
      let step = running.next();
      while (!step.done) step = running.next((await query(client, step.value)).rows);
      await client.query(keep(step.value) ? 'commit' : 'rollback');
      return step.value;
    } catch (error) {
      await client.query('rollback').catch((lost: Error) => {
        broken = lost;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  return {
    name: 'postgres',
    kysely: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }),

    whole,
    read: createReads(whole),

    async write(steps, keep = () => true) {
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(steps, keep);
        } catch (error) {
          const code = (error as { code?: string }).code;
          if (code === FOREIGN_KEY) throw new MissingParent('foreign key', { cause: error });
          if (tries === MAX_TRIES || !AGAIN.has(code)) throw error;
        }
      }
    },

    close: async () => void (await Promise.all([lanes.now.end(), lanes.later.end(), pool.end()])),
  };
}

/**
 * Such statements look up every row by its key. The planner, which takes parameters for a hundred rows and may last have
 * looked at a table when it was empty, would rather read it all.
 */
async function preferKeys(client: pg.ClientBase): Promise<void> {
  await client.query('set enable_seqscan = off; set random_page_cost = 1.1; set jit = off');
}

/** The same, and a COMMIT does not wait for the disk: the next one that does waits for both. */
async function notWaiting(client: pg.ClientBase): Promise<void> {
  await preferKeys(client);
  await client.query('set synchronous_commit = off');
}

const FOREIGN_KEY = '23503';
/** Deadlock, serialization failure, unique value: run again, the steps see what the other transaction wrote. */
const AGAIN: ReadonlySet<string | undefined> = new Set(['40P01', '40001', '23505']);
// bigint columns are epoch milliseconds and small counts: exact as numbers.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
