import { nullable, table, text } from './table.ts';

export const adminSessions = table('admin_sessions', {
  id: text(),
  /** Keyed hash of the secret in the cookie, which is not kept: nothing can make it anew under another key. */
  secret_hash: text(),
  user_id: text(),
  /** Empty where a provider vouched for the factor. */
  factor_id: text(),
  created_at: text(),
  used_at: text(),
  proven_at: text(),
  /** The OpenID provider it was begun at. */
  issuer: nullable(text()),
  /** Names of the roles that its claim gave, with blanks between them. */
  roles: nullable(text()),
});

/** Users by their identities at OpenID providers; `roles` are those of the last sign-in, with blanks between them. */
export const linkedIdentities = table('linked_identities', {
  issuer: text(),
  subject: text(),
  user_id: text(),
  roles: text(),
  created_at: text(),
});
