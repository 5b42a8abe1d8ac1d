import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import type { Row } from '../../engine.ts';
import type { Database } from '../../schema/database.ts';
import type { Connection } from './client.ts';
import { Deadline } from './deadline.ts';
import type { Pool } from './pool.ts';

/** A migration may have to wait for another process that migrates, but not for ever for a connection. */
const TAKE_MS = 30_000;
const SEARCH = /^\s*select\b/i;

/**
 * Kysely over our pools. A search is read like everything else; anything more, which is migrations, gets a connection
 * when the first of it comes and takes as long as it takes.
 */
export function createQueries(pool: Pool, read: (search: pg.QueryConfig) => Promise<readonly Row[]>): Kysely<Database> {
  function client(): PostgresPoolClient {
    let connection: Connection | undefined;
    let failure: unknown;
    return {
      async query(text: string, values: readonly unknown[]) {
        if (connection === undefined && SEARCH.test(text)) {
          return { command: 'SELECT', rowCount: 0, rows: [...(await read({ text, values: [...values] }))] };
        }
        connection ??= await pool.take(new Deadline(TAKE_MS));
        return connection.query(text, values as unknown[]).catch((error: unknown) => {
          failure = error;
          throw error;
        });
      },
      release() {
        if (connection) pool.release(connection, failure);
        connection = undefined;
      },
    } as PostgresPoolClient;
  }
  return new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: { connect: async () => client(), end: async () => {}, options: {} } as never,
    }),
  });
}
