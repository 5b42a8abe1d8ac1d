import type { Principal } from '../../contract/access/principal.ts';
import { roleTypes } from '../../contract/access/roles.ts';
import { lacking, type Permission } from '../../domain/access/permits.ts';
import { roleAllows } from '../../domain/access/roles.ts';
import { fault } from '../../domain/values/fault.ts';

/**
 * The gate that every authenticated request passes: throws 403 unless the principal may call the operation (fact 117). The
 * cause names the scope or the roles that it would need.
 */
export function authorize({ id, scope }: Permission, principal: Principal): void {
  const missing = lacking(principal, { id, scope });
  if (missing === undefined) return;
  throw fault('forbidden').because(
    missing === 'scope'
      ? `It needs the scope ${scope}.`
      : `It needs the role ${roleTypes.filter((role) => roleAllows(role, id, scope)).join(' or ')}.`,
  );
}
