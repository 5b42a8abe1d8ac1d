import type { Grant } from '../../contract/access/principal.ts';
import type { Scope } from '../../contract/access/scopes.ts';
import type { OperationId } from '../../contract/index.ts';
import { roleAllows } from './roles.ts';

/** An operation as far as permissions go. */
export interface Permission {
  readonly id: OperationId;
  readonly scope: Scope;
}

/** The part of a grant that an operation lacks; undefined when it is permitted. */
export function lacking({ roles, scopes }: Grant, { id, scope }: Permission): 'scope' | 'role' | undefined {
  if (scopes && !scopes.includes(scope)) return 'scope';
  if (roles && !roles.some((role) => roleAllows(role, id, scope))) return 'role';
  return roles || scopes ? undefined : 'role';
}
