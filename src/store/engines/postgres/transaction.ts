import type pg from 'pg';
import type { Lasts, Row, Steps } from '../../engine.ts';
import type { Connection } from './client.ts';
import { ConnectionLost, isRefusal, severityOf } from './failures.ts';
import type { StatementNames } from './statementNames.ts';

/** The knowledge about a transaction that failed: `undone` when certainly nothing of it was committed. */
export interface Progress {
  undone: boolean;
}

/** The texts that begin transactions. Settings are `local`: behind a pooler the next transaction is somebody else's. */
export interface Beginnings {
  readonly steps: string;
  readonly search: string;
  readonly keys: Readonly<Record<Lasts, string>>;
}

/**
 * Statements that carry many rows look up every one by its key. The planner, which takes parameters for a hundred rows
 * and may last have looked at a table when it was empty, would rather read it all.
 */
const PREFER_KEYS = 'set local enable_seqscan = off; set local random_page_cost = 1.1; set local jit = off';
/** A COMMIT does not wait for the disk: the next one that does waits for both (ADR 0003). */
const NOT_WAITING = 'set local synchronous_commit = off';
/** A deadline that passed while a COMMIT waits for its standby would acknowledge what the standby does not have. */
const COMMIT = 'set local statement_timeout = 0; commit';

/** The server gives up a little before the client does, so that the connection can be used again. */
export function beginnings(timeoutMs: number): Beginnings {
  const limited = `begin; set local statement_timeout = ${Math.ceil(timeoutMs * 0.875)}`;
  return {
    steps: `${limited}; set local idle_in_transaction_session_timeout = ${2 * timeoutMs}`,
    search: limited,
    keys: { now: `${limited}; ${PREFER_KEYS}`, later: `${limited}; ${PREFER_KEYS}; ${NOT_WAITING}` },
  };
}

/** One statement as a whole transaction, sent in one go. */
export async function runAlone(
  connection: Connection,
  begin: string,
  statement: pg.QueryConfig,
  progress: Progress,
): Promise<readonly Row[]> {
  progress.undone = false;
  const sent = [send(connection, begin), send(connection, statement), send(connection, COMMIT)] as const;
  const [begun, done, ended] = await Promise.allSettled(sent);
  const failed = [begun, done, ended].find((part) => part.status === 'rejected');
  if (done.status === 'fulfilled' && !failed) return done.value.rows;
  progress.undone = isRefusal(failed?.reason);
  return undo(connection, failed?.reason);
}

/** Steps between BEGIN and COMMIT, or ROLLBACK when their result is not wanted. */
export async function runSteps<T>(
  connection: Connection,
  { begin, names, steps, keep }: StepsToRun<T>,
  progress: Progress,
): Promise<T> {
  progress.undone = true;
  try {
    await send(connection, begin);
    const running = steps();
    let step = running.next();
    while (!step.done) step = running.next((await send(connection, names.query(step.value))).rows);
    const kept = keep(step.value);
    progress.undone = !kept;
    await send(connection, kept ? COMMIT : 'rollback');
    return step.value;
  } catch (error) {
    progress.undone ||= isRefusal(error);
    return undo(connection, error);
  }
}

export interface StepsToRun<T> {
  readonly begin: string;
  readonly names: StatementNames;
  readonly steps: () => Steps<T>;
  readonly keep: (result: T) => boolean;
}

/** Leaves no transaction open on a connection that may be used again; throws what went wrong. */
async function undo(connection: Connection, error: unknown): Promise<never> {
  if (!(error instanceof ConnectionLost) && severityOf(error) !== 'FATAL') await send(connection, 'rollback');
  throw error;
}

async function send(connection: Connection, query: string | pg.QueryConfig): Promise<pg.QueryResult<Row>> {
  try {
    return await connection.query(query as pg.QueryConfig);
  } catch (error) {
    if (severityOf(error) !== undefined) throw error;
    throw new ConnectionLost((error as Error).message, { cause: error });
  }
}
