import type { Grant } from '../../contract/access/principal.ts';
import type { Role } from '../../contract/access/roles.ts';
import type { Scope } from '../../contract/access/scopes.ts';
import { type OperationId, operations } from '../../contract/index.ts';
import { roleAllows, roleTable } from './roles.ts';

/** An operation as far as permissions go. */
export interface Permission {
  readonly id: OperationId;
  readonly scope: Scope;
}

/** Every operation that somebody has to be permitted. */
export const permissions: readonly Permission[] = (Object.keys(operations) as OperationId[]).flatMap((id) => {
  const { scope } = operations[id];
  return scope === 'public' || scope === 'own' ? [] : [{ id, scope }];
});

/** The part of a grant that an operation lacks; undefined when it is permitted. */
export function lacking({ roles, scopes }: Grant, { id, scope }: Permission): 'scope' | 'role' | undefined {
  if (scopes && !scopes.includes(scope)) return 'scope';
  if (roles && !roles.some((role) => roleAllows(role, id, scope))) return 'role';
  return roles || scopes ? undefined : 'role';
}

/**
 * Whether a grant has all that another has: nobody gives more than they have, or acts on who has more. It goes by scopes too,
 * which open operations that are added later; a role that is limited to some scopes is less than the role.
 */
export function includes(grant: Grant, { roles, scopes }: Grant): boolean {
  const given = scopes ?? (roles ?? []).flatMap((role) => roleTable[role].scopes);
  return (
    given.every((scope) => hasScope(grant, scope)) &&
    (roles ?? []).every((role) => scopes !== undefined || outranks(grant.roles ?? [], role))
  );
}

/** Whether these roles do everything that another does. Of roles that are the same that is always so. */
function outranks(roles: readonly Role[], other: Role): boolean {
  if (roles.includes(other)) return true;
  return permissions.every((one) => lacking({ roles: [other] }, one) || !lacking({ roles }, one));
}

const hasScope = ({ roles, scopes }: Grant, scope: Scope): boolean =>
  (scopes === undefined || scopes.includes(scope)) &&
  (roles === undefined ? scopes !== undefined : roles.some((role) => roleTable[role].scopes.includes(scope)));
