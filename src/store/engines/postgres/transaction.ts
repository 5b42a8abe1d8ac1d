import type pg from 'pg';
import type { Row, Steps } from '../../engine.ts';
import type { Connection } from './client.ts';
import { ConnectionLost, isRefusal, severityOf, Unconfirmed } from './failures.ts';
import type { StatementNames } from './statementNames.ts';
import type { AloneAs, TransactionTexts } from './transactionTexts.ts';

/** The knowledge about a transaction that failed: `undone` when certainly nothing of it was committed. */
export interface Progress {
  undone: boolean;
}

/** A statement that is a whole transaction. */
export interface AloneStatement {
  readonly texts: TransactionTexts;
  readonly as: AloneAs;
  readonly query: pg.QueryConfig;
}

/** Runs one statement as a whole transaction, sent in one go. */
export async function runAlone(
  connection: Connection,
  { texts, as, query }: AloneStatement,
  progress: Progress,
): Promise<readonly Row[]> {
  progress.undone = false;
  const { alone, commit } = textsFor(connection, texts);
  const begin = alone[as];
  const queries = begin === undefined ? [query] : [begin, query, commit];
  const parts = await Promise.allSettled(queries.map((one) => send(connection, one)));
  const failed = parts.find((part) => part.status === 'rejected');
  const done = parts[queries.indexOf(query)];
  if (done?.status === 'fulfilled' && !failed) return done.value.rows;
  progress.undone = isRefusal(failed?.reason);
  if (begin === undefined) throw failed?.reason;
  return undo(connection, failed?.reason);
}

/** Several statements of one transaction, each made of the answers to those before. */
export interface StepsToRun<T> {
  readonly texts: TransactionTexts;
  readonly names: StatementNames;
  readonly steps: () => Steps<T>;
  readonly keep: (result: T) => boolean;
}

/** Runs steps between BEGIN and COMMIT, or ROLLBACK when their result is not wanted. */
export async function runSteps<T>(
  connection: Connection,
  { texts, names, steps, keep }: StepsToRun<T>,
  progress: Progress,
): Promise<T> {
  progress.undone = true;
  const { steps: begin, commit } = textsFor(connection, texts);
  try {
    await send(connection, begin);
    const running = steps();
    let step = running.next();
    while (!step.done) step = running.next((await send(connection, names.query(step.value))).rows);
    const kept = keep(step.value);
    progress.undone = !kept;
    await send(connection, kept ? commit : 'rollback');
    return step.value;
  } catch (error) {
    progress.undone ||= isRefusal(error);
    return undo(connection, error);
  }
}

const textsFor = ({ isDirect }: Connection, { direct, pooled }: TransactionTexts) => (isDirect ? direct : pooled);

/** Leaves no transaction open on a connection that may be used again; throws what went wrong. */
async function undo(connection: Connection, error: unknown): Promise<never> {
  const isOver = error instanceof ConnectionLost || error instanceof Unconfirmed || severityOf(error) === 'FATAL';
  if (!isOver) await send(connection, 'rollback');
  throw error;
}

async function send(connection: Connection, query: string | pg.QueryConfig): Promise<pg.QueryResult<Row>> {
  const result = await connection.query<Row>(query as pg.QueryConfig).catch((error: unknown) => {
    if (severityOf(error) !== undefined) throw error;
    throw new ConnectionLost((error as Error).message, { cause: error });
  });
  if (connection.isUnconfirmed) throw new Unconfirmed('a standby has not confirmed a COMMIT');
  return result;
}
