import pg from 'pg';
import { type Engine, MissingParent, type Row, type Statement, type Steps, Undone } from '../engine.ts';
import { DatabaseUnavailable } from '../shared/databaseUnavailable.ts';
import type { Connection } from './postgres/client.ts';
import { Deadline } from './postgres/deadline.ts';
import { codeOf, isNameLost, isPlanOld, isUnavailable } from './postgres/failures.ts';
import { createHealthCheck } from './postgres/healthCheck.ts';
import { defaultPostgresOptions, type PostgresOptions } from './postgres/options.ts';
import { createPool, type Pool } from './postgres/pool.ts';
import { createQueries } from './postgres/queries.ts';
import { ServerChoice } from './postgres/serverChoice.ts';
import { parseServers } from './postgres/servers.ts';
import { StatementNames } from './postgres/statementNames.ts';
import { type Progress, runAlone, runSteps } from './postgres/transaction.ts';
import { type AloneAs, type Settings, transactionTexts } from './postgres/transactionTexts.ts';
import { createReads } from './postgresReads.ts';

const MAX_TRIES = 5;
const FOREIGN_KEY = '23503';
/** Deadlock, serialization failure, unique value: run again, the steps see what the other transaction wrote. */
const AGAIN: ReadonlySet<string> = new Set(['40P01', '40001', '23505']);

/**
 * PostgreSQL 15 or newer, behind a pooler too: there no setting and no statement outlives its transaction. Whatever the
 * server or the network does, a promise of this engine settles within `timeoutMs`, but for those of migrations.
 */
export function openPostgres(
  url: string,
  onError: (error: Error) => void,
  options: PostgresOptions = defaultPostgresOptions,
): Engine {
  const choice = new ServerChoice(parseServers(url));
  const texts = transactionTexts(options.timeoutMs);
  const names = new StatementNames();
  const pool = (size: number, session: Settings) => createPool(choice, { size, session }, options, onError);
  // Statements that carry many rows have connections of their own: they never queue behind transactions.
  const half = Math.floor((options.connections - 1) / 2);
  const transactions = pool(options.connections - 1 - half, texts.session.steps);
  const statements = pool(half, texts.session.alone);
  // Probes and migrations: these take as long as they take.
  const others = pool(1, {});

  /** Works on a connection, on another one once more if the first certainly did nothing, and says what failed. */
  async function run<T>(
    on: Pool,
    work: (connection: Connection, progress: Progress) => Promise<T>,
    deadline: Deadline,
  ) {
    for (let tries = 1; ; tries++) {
      const connection = await on.take(deadline);
      const progress: Progress = { undone: false };
      const { generation } = names;
      try {
        const result = await deadline.within(work(connection, progress));
        on.release(connection);
        return result;
      } catch (error) {
        const { undone } = progress;
        on.release(connection, error);
        if (isNameLost(error) && undone) names.giveUp();
        else if (isPlanOld(error) && undone) names.renew(generation);
        else if (!isUnavailable(error)) throw error;
        if (!undone || tries > 1 || deadline.leftMs() === 0) {
          throw new DatabaseUnavailable((error as Error).message, { cause: error });
        }
      }
    }
  }

  const deadline = () => new Deadline(options.timeoutMs);

  /** A read may be repeated, whatever became of it. */
  const alone = (as: AloneAs, query: () => pg.QueryConfig, isRead: boolean) =>
    run(
      statements,
      (connection, progress) =>
        runAlone(connection, { texts, as, query: query() }, progress).catch((error: unknown) => {
          progress.undone ||= isRead;
          throw error;
        }),
      deadline(),
    );

  async function whole(statement: Statement, as: AloneAs = 'now', isRead = false): Promise<readonly Row[]> {
    try {
      return await alone(as, () => names.query(statement), isRead);
    } catch (error) {
      throw error instanceof pg.DatabaseError ? new Undone(error.message, { cause: error }) : error;
    }
  }

  // Searches have no end of texts: they are not prepared.
  const searching = (as: AloneAs) => createQueries(others, (search) => alone(as, () => search, true));
  const kysely = searching('search');

  return {
    name: 'postgres',
    kysely,
    searches: kysely,
    inOrder: searching('inOrder'),

    whole: (statement, lasts) => whole(statement, lasts),
    read: createReads((statement) => whole(statement, statement.inOrder ? 'inOrder' : 'now', true)),

    async write<T>(steps: () => Steps<T>, keep: (result: T) => boolean = () => true): Promise<T> {
      const until = deadline();
      for (let tries = 1; ; tries++) {
        try {
          return await run(
            transactions,
            (connection, progress) => runSteps(connection, { texts, names, steps, keep }, progress),
            until,
          );
        } catch (error) {
          if (codeOf(error) === FOREIGN_KEY) throw new MissingParent('foreign key', { cause: error });
          if (tries === MAX_TRIES || !AGAIN.has(codeOf(error))) throw error;
        }
      }
    },

    ping: createHealthCheck(others),
    load: () => [
      { pool: 'transactions', ...transactions.load() },
      { pool: 'statements', ...statements.load() },
      { pool: 'others', ...others.load() },
    ],
    close: async () => void (await Promise.all([statements.end(), transactions.end(), others.end()])),
  };
}

// bigint columns are epoch milliseconds and small counts: exact as numbers.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
