import type { Kysely } from 'kysely';
import type { Database } from './schema/database.ts';

export type Value = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

/** One SQL text with `$1`-style parameters; texts are constants, prepared once per connection. */
export interface Statement {
  readonly text: string;
  readonly values: readonly Value[];
  /** For reads of rows in the order of a key: they are read in it and never sorted, however few PostgreSQL expects. */
  readonly inOrder?: true;
}

/**
 * Statements that belong together, as a generator: it yields a statement and is handed its rows. SQLite runs it
 * synchronously, PostgreSQL between round trips. It may be run again from the start.
 */
export type Steps<T> = Generator<Statement, T, readonly Row[]>;

/** One statement as steps. */
export function* only(statement: Statement): Steps<readonly Row[]> {
  return yield statement;
}

/**
 * When what is written survives a power cut: `now`, before its promise resolves; or `later`, which is when the next one
 * that is `now` resolves, since both engines write one log in order (ADR 0003).
 */
export type Lasts = 'now' | 'later';

/** The connections of one pool, or the threads that search: those in use, those idle, and requests that wait for one. */
export interface PoolLoad {
  readonly pool: 'transactions' | 'statements' | 'others' | 'writes' | 'searches';
  readonly inUse: number;
  readonly idle: number;
  readonly waiting: number;
  /** Requests that may wait; more are refused. Absent where a deadline bounds the wait instead. */
  readonly mostWaiting?: number;
}

/** A database. It knows how to run statements, and no table. */
export interface Engine {
  readonly name: 'sqlite' | 'postgres';
  read(statement: Statement): Promise<readonly Row[]>;
  /** Runs steps whole or not at all; a result that `keep` does not want is undone. */
  write<T>(steps: () => Steps<T>, keep?: (result: T) => boolean, lasts?: Lasts): Promise<T>;
  /**
   * Runs a statement that is a whole change by itself. Throws `Undone` when the database refused it. Only PostgreSQL has
   * it, where a statement costs a round trip; on SQLite statements are cheap and changes share a COMMIT anyway.
   */
  readonly whole?: (statement: Statement, lasts?: Lasts) => Promise<readonly Row[]>;
  /** For migrations and other statements that are built as they are needed. */
  readonly kysely: Kysely<Database>;
  /** For reads that may take long: nobody else waits for them. */
  readonly searches: Kysely<Database>;
  /** For searches in the order of a key, such as pages of the log: rows are read in it and never sorted. */
  readonly inOrder: Kysely<Database>;
  /** Fails within two seconds unless the database can be read and written. */
  ping(): Promise<void>;
  /** The present load of each pool, always the same pools. */
  load(): readonly PoolLoad[];
  close(): Promise<void>;
}

/** Thrown when a statement failed and certainly left nothing behind. */
export class Undone extends Error {
  override readonly name = 'Undone';
}

/** Thrown by `write` when a row that must exist (a foreign key) was removed meanwhile. */
export class MissingParent extends Error {
  override readonly name = 'MissingParent';
}
