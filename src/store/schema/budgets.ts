import { integer, keyedHash, milliseconds, nullable, sealed, table, text } from './table.ts';

/** Budgets, whose three numbers depend on their rule (`limitRules.ts`), and keys that are remembered until an instant. */
export const limits = table('limits', {
  /** That of a phone number or e-mail address is not itself here but its keyed hash. */
  key: keyedHash(),
  used: integer(),
  until_ms: milliseconds(),
  forget_ms: milliseconds(),
  /** The key itself where `key` is its hash. */
  sealed_key: nullable(sealed()),
});

/** The names a user knows requesters by (`domain/budgets/requester.ts`): networks, and digests of device tokens. */
export const knownRequesters = table('known_requesters', {
  user_id: text(),
  name: text(),
  until_ms: milliseconds(),
});
