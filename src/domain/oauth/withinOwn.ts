import type { Grant } from '../../contract/access/principal.ts';
import type { Role } from '../../contract/access/roles.ts';
import type { Scope } from '../../contract/access/scopes.ts';
import { roleTable } from '../access/roles.ts';
import { fault } from '../values/fault.ts';

/** Refuses to give a scope to an app that the caller does not have: it could then do by the app what it may not do itself. */
export function requireOwnScope({ roles, scopes }: Grant, scope: Scope): void {
  const within = scopes === undefined || scopes.includes(scope);
  const allowed =
    roles === undefined ? scopes !== undefined : roles.some((role) => roleTable[role].scopes.includes(scope));
  if (within && allowed) return;
  throw fault('forbidden').because(`Nobody gives more than they have: this caller does not have the scope ${scope}.`);
}

/** Refuses to give a role that can do more than the caller can. */
export function requireOwnRole({ roles = [], scopes }: Grant, role: Role): void {
  const held = roles.includes(role) || roles.includes('SUPER_ADMIN');
  if (held && (scopes === undefined || roleTable[role].scopes.every((scope) => scopes.includes(scope)))) return;
  throw fault('forbidden').because(`Nobody gives more than they have: ${role} can do more than this caller.`);
}
