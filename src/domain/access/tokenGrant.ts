import type { Grant } from '../../contract/access/principal.ts';
import type { UserStatus } from '../users/user.ts';
import type { OwnedToken } from './apiToken.ts';

/** Statuses in which a person holds no access, and neither do their API tokens. */
const OUT: ReadonlySet<UserStatus> = new Set(['DEPROVISIONED', 'SUSPENDED']);

/** Whether a person in this status may act at all. */
export const mayAct = (status: UserStatus): boolean => !OUT.has(status);

/** Whether an API token is good for anything: neither revoked nor expired, and its owner, if it has one, not deactivated. */
export function tokenWorks({ token, owner }: OwnedToken, now: Temporal.Instant): boolean {
  if (token.revoked || (token.expires && Temporal.Instant.compare(now, token.expires) >= 0)) return false;
  return owner === undefined || mayAct(owner.status);
}

/**
 * The roles and scopes of an API token: a role of its own, else those of its owner, within its scopes if it has any. One
 * that has neither role nor owner has nothing but its scopes.
 */
export function tokenGrant({ token, owner }: OwnedToken): Grant {
  const roles = token.role ? [token.role] : owner?.roles;
  return { ...(roles && { roles }), ...(token.scopes && { scopes: token.scopes }) };
}
