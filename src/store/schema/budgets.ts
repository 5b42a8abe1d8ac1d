import { integer, milliseconds, table, text } from './table.ts';

/** Budgets, whose three numbers depend on their rule (`limitRules.ts`), and keys that are remembered until an instant. */
export const limits = table('limits', {
  key: text(),
  used: integer(),
  until_ms: milliseconds(),
  forget_ms: milliseconds(),
});

/** The names a user knows requesters by (`domain/budgets/requester.ts`): networks, and digests of device tokens. */
export const knownRequesters = table('known_requesters', {
  user_id: text(),
  name: text(),
  until_ms: milliseconds(),
});
