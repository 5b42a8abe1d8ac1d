import type { Grant } from '../../contract/access/principal.ts';
import type { Role } from '../../contract/access/roles.ts';
import type { Scope } from '../../contract/access/scopes.ts';
import { includes } from '../access/permits.ts';
import { fault } from '../values/fault.ts';

/** Refuses to give a scope to an app that the caller does not have: it could then do by the app what it may not do itself. */
export function requireOwnScope(caller: Grant, scope: Scope): void {
  if (includes(caller, { scopes: [scope] })) return;
  throw fault('forbidden').because(`Nobody gives more than they have: this caller does not have the scope ${scope}.`);
}

/** Refuses to give a role that can do more than the caller can. */
export function requireOwnRole(caller: Grant, role: Role): void {
  if (includes(caller, { roles: [role] })) return;
  throw fault('forbidden').because(`Nobody gives more than they have: ${role} can do more than this caller.`);
}
