import type { Principal } from '../../contract/access/principal.ts';
import { roleTypes } from '../../contract/access/roles.ts';
import { isDangerous } from '../../domain/access/dangerous.ts';
import { lacking, type Permission } from '../../domain/access/permits.ts';
import { roleAllows } from '../../domain/access/roles.ts';
import { AccessRefused, type TokenScheme } from '../../domain/oauth/accessRefused.ts';
import { fault } from '../../domain/values/fault.ts';

/**
 * The gate that every authenticated request passes: throws 403 unless the principal may call the operation (fact 117). The
 * cause names the scope or the roles that it would need. Access tokens without the scope are answered as OAuth has it (fact
 * 124); `scheme` is how one was presented.
 */
export function authorize({ id, scope }: Permission, principal: Principal, scheme?: TokenScheme): void {
  const missing = lacking(principal, { id, scope });
  if (missing === undefined) {
    if (!principal.needsProof || !isDangerous({ id, scope })) return;
    throw fault('forbidden')
      .because('Prove yourself by your factor again first: POST /admin/session/proof.')
      .hinting({ reason: 'PROOF_NEEDED' });
  }
  if (missing === 'scope' && scheme) throw new AccessRefused('insufficientScope', scheme, { scope });
  throw fault('forbidden').because(
    missing === 'scope'
      ? `It needs the scope ${scope}.`
      : `It needs the role ${roleTypes.filter((role) => roleAllows(role, id, scope)).join(' or ')}.`,
  );
}
