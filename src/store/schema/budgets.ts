import { integer, milliseconds, table, text } from './table.ts';

/** Budgets, and what is remembered until an instant. What the three numbers mean depends on the rule (`limitRules.ts`). */
export const limits = table('limits', {
  key: text(),
  used: integer(),
  until_ms: milliseconds(),
  forget_ms: milliseconds(),
});
