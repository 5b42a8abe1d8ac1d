import type { Lasts } from '../../engine.ts';

/** One statement that is a transaction by itself: a search, a read in the order of a key, or one that finds its rows by their keys. */
export type AloneAs = 'search' | 'inOrder' | Lasts;

/** The SQL around the statements of transactions. */
interface Texts {
  /** Begins a transaction of several steps. */
  readonly steps: string;
  /** Begins the transaction of a statement alone; undefined where that needs nothing around it. */
  readonly alone: Readonly<Record<AloneAs, string | undefined>>;
  readonly commit: string;
}

/** Settings of PostgreSQL by their names. */
export type Settings = Readonly<Record<string, string | number>>;

/** The SQL around transactions, and the settings that are made once for a session where it is nobody else's. */
export interface TransactionTexts {
  readonly session: Readonly<Record<'steps' | 'alone', Settings>>;
  /** For a session of our own, which has its settings. */
  readonly direct: Texts;
  /** Behind a pooler, where the next transaction is somebody else's: settings are `local`. */
  readonly pooled: Texts;
}

/**
 * Statements that carry many rows look up every one by its key. The planner, which takes parameters for a hundred rows
 * and may last have looked at a table when it was empty, would rather read it all.
 */
const PREFER_KEYS: Settings = { enable_seqscan: 'off', random_page_cost: 1.1, jit: 'off' };
/**
 * A table in partitions is read in the order of its key by merging them. The planner, which believes that a page has few
 * rows, would rather read all rows up to the end and sort them.
 */
const NOT_SORTED = 'set local enable_sort = off';
/** A COMMIT does not wait for the disk: the next one that does waits for both (ADR 0003). */
const NOT_WAITING = 'set local synchronous_commit = off';
/** A deadline that passes while a COMMIT waits for its standby must not end the wait. */
const COMMIT = 'set local statement_timeout = 0; commit';

/** The server gives up a little before the client does, so that the connection can be used again. */
export function transactionTexts(timeoutMs: number): TransactionTexts {
  // A warning tells of a COMMIT that its standby has not confirmed (`Unconfirmed`).
  const limits: Settings = { client_min_messages: 'warning', statement_timeout: Math.ceil(timeoutMs * 0.875) };
  const steps = { ...limits, idle_in_transaction_session_timeout: 2 * timeoutMs };
  const alone = { ...limits, ...PREFER_KEYS };
  const anyPlan = Object.keys(PREFER_KEYS).map((name) => `set local ${name} = default`);
  return {
    session: { steps, alone },
    direct: {
      steps: 'begin',
      alone: { now: undefined, later: begin(NOT_WAITING), search: begin(...anyPlan), inOrder: begin(NOT_SORTED) },
      commit: 'commit',
    },
    pooled: {
      steps: begin(...locals(steps)),
      alone: {
        now: begin(...locals(alone)),
        later: begin(...locals(alone), NOT_WAITING),
        search: begin(...locals(limits)),
        inOrder: begin(...locals(alone), NOT_SORTED),
      },
      commit: COMMIT,
    },
  };
}

const begin = (...settings: readonly string[]): string => ['begin', ...settings].join('; ');

const locals = (settings: Settings): readonly string[] =>
  Object.entries(settings).map(([name, value]) => `set local ${name} = ${value}`);
