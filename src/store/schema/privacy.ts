import { integer, milliseconds, table, text } from './table.ts';

/** Budgets of users who were deleted, until they are over: whoever is created again with a mark of theirs gets them. */
export const leftBudgets = table('left_budgets', {
  /** Keyed hash of a login, e-mail address or number, which is not kept: nothing can make it anew under another key. */
  mark: text(),
  /** The key of the budget with `{user}` where the user's id was. */
  key: text(),
  used: integer(),
  until_ms: milliseconds(),
  forget_ms: milliseconds(),
});

/** Users who were deleted and of whom more is to be erased than their deletion did. */
export const erasures = table('erasures', {
  user_id: text(),
  /** Passes to go: the last one comes an hour after the deletion, for what was under way then. */
  passes: integer(),
  due_ms: milliseconds(),
});

/** The time for which something is kept: a row for the log, and one for messages. */
export const retention = table('retention', {
  name: text<'log' | 'messages'>(),
  days: integer(),
  /** The fewest days that are allowed. */
  least_days: integer(),
  /** Nothing is deleted before. */
  due_ms: milliseconds(),
  /** The next run; while one goes on, when another process may take its place. */
  next_ms: milliseconds(),
});
