import pg from 'pg';
import type { ServerChoice } from './serverChoice.ts';

const KEEP_ALIVE_MS = 5_000;
/**
 * The function of the server that warns when somebody cancels a COMMIT's wait for its standby: it is committed, and a
 * fail-over may lose it. The warning's code is that of all warnings, and its text is in the server's language.
 */
const SYNC_WAIT = 'SyncRepWaitForLSN';

/** A connection that remembers to which server it leads and what it has seen of it. */
export interface Connection extends pg.PoolClient {
  readonly generation: number;
  /** The server process that introduced itself (BackendKeyData); a pooler introduces itself instead. */
  readonly processID: number | null;
  /** The session is nobody else's, and has its settings (`openSession`). */
  isDirect: boolean;
  /** The wait of a COMMIT for its standby was ended. */
  readonly isUnconfirmed: boolean;
}

/** The driver's client for a pool, one class for each pool: each new one goes to the server whose turn it is. */
export function clientClass(choice: ServerChoice, connectTimeoutMs: number): typeof pg.Client {
  return class extends pg.Client {
    readonly generation = choice.generation;
    isDirect = false;
    isUnconfirmed = false;

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
      this.on('notice', ({ routine }) => {
        this.isUnconfirmed ||= routine === SYNC_WAIT;
      });
    }
  };
}
