import { keyedHash, table, text } from './table.ts';

export const adminSessions = table('admin_sessions', {
  id: text(),
  /** Keyed hash of the secret in the cookie. */
  secret_hash: keyedHash(),
  user_id: text(),
  factor_id: text(),
  created_at: text(),
  used_at: text(),
  proven_at: text(),
});
