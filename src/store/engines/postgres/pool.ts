import { setTimeout } from 'node:timers';
import pg from 'pg';
import type { PoolLoad } from '../../engine.ts';
import { DatabaseUnavailable } from '../../shared/databaseUnavailable.ts';
import { type Connection, clientClass } from './client.ts';
import { Deadline, DeadlinePassed } from './deadline.ts';
import { isCrowded, isGone, isUnavailable, isUsable } from './failures.ts';
import type { PostgresOptions } from './options.ts';
import type { ServerChoice } from './serverChoice.ts';
import { openSession } from './session.ts';
import type { Settings } from './transactionTexts.ts';

const CROWDED_PAUSE_MS = 100;

/** Connections to whichever server has the database. */
export interface Pool {
  /** Waits for a connection until the deadline; throws `DatabaseUnavailable`, and then nothing was sent. */
  take(deadline: Deadline): Promise<Connection>;
  /** Gives a connection back; one that an error has spoiled is closed. */
  release(connection: Connection, error?: unknown): void;
  load(): Omit<PoolLoad, 'pool'>;
  end(): Promise<void>;
}

/** The connections of a pool: how many at most, and the settings of their sessions, where these are nobody else's. */
interface PoolSize {
  readonly size: number;
  readonly session: Settings;
}

/** Makes a pool. `onError` hears of idle connections that break. */
export function createPool(
  choice: ServerChoice,
  { size, session }: PoolSize,
  { connectTimeoutMs, timeoutMs }: PostgresOptions,
  onError: (error: Error) => void,
): Pool {
  const { all, writable } = choice.servers;
  const eachMs = Math.min(connectTimeoutMs, timeoutMs / all.length);
  const pool = new pg.Pool({
    Client: clientClass(choice, eachMs),
    max: size,
    // Deadlines are ours: the pool's own, which does not say what it waited for, must never come first.
    connectionTimeoutMillis: 2 * timeoutMs,
    onConnect: (client) => openSession(client as Connection, { writable, settings: session }, new Deadline(eachMs)),
  });
  pool.on('error', onError);
  // The pool listens only while a connection is idle; of one in use the query tells, and nobody else needs to hear.
  pool.on('connect', (client) => client.on('error', () => {}));

  async function take(deadline: Deadline): Promise<Connection> {
    for (let failures = 0; ; ) {
      const { current } = choice;
      try {
        const connection = (await deadline.within(pool.connect(), (late) => late.release())) as Connection;
        if (connection.generation === choice.generation) return connection;
        connection.release(true);
      } catch (error) {
        if (isCrowded(error) && deadline.leftMs() > CROWDED_PAUSE_MS) {
          await new Promise((resolve) => setTimeout(resolve, CROWDED_PAUSE_MS));
          continue;
        }
        // Whoever waited in vain for a connection that others use knows nothing of the server.
        if (!(error instanceof DeadlinePassed)) choice.failed(current);
        if (++failures >= all.length || deadline.leftMs() === 0) {
          throw new DatabaseUnavailable(`no connection to ${all.map(({ name }) => name).join(', ')}`, { cause: error });
        }
      }
    }
  }

  return {
    take,
    release(connection, error) {
      if (error !== undefined && isGone(error)) choice.distrust(connection.generation);
      const spoiled = error !== undefined && isUnavailable(error) && !isUsable(error);
      connection.release(spoiled || connection.generation !== choice.generation);
    },
    load: () => ({
      inUse: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    end: () => pool.end(),
  };
}
