import type { Role } from '../../contract/access/roles.ts';
import { nullable, table, text } from './table.ts';

export const apiTokens = table('api_tokens', {
  id: text(),
  name: text(),
  /** SHA-256 of the token. */
  digest: text(),
  owner_id: nullable(text()),
  created_at: text(),
  revoked_at: nullable(text()),
  role: nullable(text<Role>()),
  /** Names of scopes with blanks between them. */
  scopes: nullable(text()),
  /** Addresses and networks with blanks between them. */
  networks: nullable(text()),
  expires_at: nullable(text()),
  last_used_at: nullable(text()),
});

export const userRoles = table('user_roles', { id: text(), user_id: text(), role: text<Role>(), created_at: text() });

/** One row, with id 1: a change that may take the last SUPER_ADMIN locks it. */
export const superAdminLock = table('super_admin_lock', { id: text() });
