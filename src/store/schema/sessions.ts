import { table, text } from './table.ts';

export const adminSessions = table('admin_sessions', {
  id: text(),
  /** Keyed hash of the secret in the cookie, which is not kept: nothing can make it anew under another key. */
  secret_hash: text(),
  user_id: text(),
  factor_id: text(),
  created_at: text(),
  used_at: text(),
  proven_at: text(),
});
