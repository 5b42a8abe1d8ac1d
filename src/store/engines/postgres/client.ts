import pg from 'pg';
import { Deadline } from './deadline.ts';
import { ReadOnlyServer } from './failures.ts';
import type { ServerChoice } from './serverChoice.ts';

const KEEP_ALIVE_MS = 5_000;

/** A connection that remembers to which server it leads and of which generation it is. */
export interface Connection extends pg.PoolClient {
  readonly generation: number;
}

/** The driver's client for a pool, one class for each pool: each new one goes to the server whose turn it is. */
export function clientClass(choice: ServerChoice, connectTimeoutMs: number): typeof pg.Client {
  return class extends pg.Client {
    readonly generation = choice.generation;

    constructor() {
      super({
        connectionString: choice.current.url,
        connectionTimeoutMillis: connectTimeoutMs,
        keepAlive: true,
        keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
        fallback_application_name: 'cofactor',
        // What belongs to one transaction is sent at once instead of waiting for each answer.
        pipeline: true,
      });
    }
  };
}

/** Fails unless the server accepts writes: a standby, or one that was made read-only, does not. */
export async function requireWritable(client: pg.ClientBase, timeoutMs: number): Promise<void> {
  const asked = client.query(
    `select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as "readOnly"`,
  );
  const { rows } = await new Deadline(timeoutMs).within(asked);
  if (rows[0]?.readOnly !== false) throw new ReadOnlyServer('the server is read-only');
}
