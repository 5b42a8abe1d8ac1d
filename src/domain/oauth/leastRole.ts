import { type Role, roleTypes } from '../../contract/access/roles.ts';
import type { Scope } from '../../contract/access/scopes.ts';
import { type OperationId, operations } from '../../contract/index.ts';
import { roleAllows } from '../access/roles.ts';

/** The weakest role that allows every operation which these scopes open. */
export function leastRole(scopes: readonly Scope[]): Role {
  const opened = (Object.keys(operations) as OperationId[]).flatMap((id) => {
    const scope = scopes.find((one) => one === operations[id].scope);
    return scope === undefined ? [] : [{ id, scope }];
  });
  const weakest = roleTypes.findLast((role) => opened.every(({ id, scope }) => roleAllows(role, id, scope)));
  return weakest ?? 'SUPER_ADMIN';
}
