/** Limits on a process's connections and on its waits for PostgreSQL. All times are in milliseconds. */
export interface PostgresOptions {
  /** Connections of all pools together, at least 3. */
  readonly connections: number;
  /** For one server to accept a connection, TLS and authentication included. */
  readonly connectTimeoutMs: number;
  /** For one statement or transaction, the wait for a free connection included. */
  readonly timeoutMs: number;
}

/** Four seconds for the database leave a caller its answer within five. */
export const defaultPostgresOptions: PostgresOptions = { connections: 20, connectTimeoutMs: 2_000, timeoutMs: 4_000 };
