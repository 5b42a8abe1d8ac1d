import type { Principal } from '../../contract/access/principal.ts';
import type { OperationId } from '../../contract/index.ts';
import type { Operation } from '../../contract/shared/operation.ts';
import { includes } from '../../domain/access/permits.ts';
import { tokenGrant, tokenWorks } from '../../domain/access/tokenGrant.ts';
import { Fault, fault } from '../../domain/values/fault.ts';
import type { Services } from '../../operations/shared/services.ts';
import { findUserByName } from '../../operations/users/findUser.ts';

/**
 * Steps of a sign-in: they change nothing that an administrator relies on, and back-ends without their roles sign
 * administrators in too.
 */
const signIn: ReadonlySet<OperationId> = new Set(['verifyFactor', 'resendFactor', 'cancelFactorTransaction']);

/** Whether an operation acts on the person that its path names. */
export const actsOnPerson = (id: OperationId, { method, path }: Pick<Operation, 'method' | 'path'>): boolean =>
  method !== 'GET' && path.startsWith('/api/v1/users/:userId') && !signIn.has(id);

/** Acts that end a person's API tokens, or bring those of a person back who could not act. */
const decidesOnTokens: ReadonlySet<OperationId> = new Set([
  'deleteUser',
  'deactivateUser',
  'suspendUser',
  'unsuspendUser',
  'activateUser',
  'reactivateUser',
]);

/**
 * Refuses to act on a person who holds a role that can do more than the principal: a token that is limited to the scopes of
 * users could set a SUPER_ADMIN's password and sign in as them. Who is SUPER_ADMIN without such a limit may act on everybody,
 * so that nothing is read for them. Acts that end or bring back a person's API tokens need to reach each
 * of these as well: one that can do more is revoked by who may revoke it.
 */
export async function requireReach(
  services: Services,
  { id, ref }: { readonly id: OperationId; readonly ref: string },
  principal: Principal,
): Promise<void> {
  if (principal.scopes === undefined && principal.roles?.includes('SUPER_ADMIN')) return;
  const user = await findUserByName(services, ref, { principal }).catch((error: unknown) => {
    // The operation itself says so, in its own words.
    if (error instanceof Fault) return undefined;
    throw error;
  });
  if (!user) return;
  const held = (await services.store.roles.ofUser(user.id)).map(({ role }) => role);
  // Where a provider does not vouch for it, a second factor of ours is asked: whoever resets it must be their equal.
  const atProvider = services.openid ? await services.store.identities.ofUser(user.id) : [];
  const above = [...new Set([...held, ...atProvider.flatMap(({ roles }) => roles)])].filter(
    (role) => !includes(principal, { roles: [role] }),
  );
  if (above.length > 0) {
    throw fault('forbidden').because(
      `The user holds ${above.join(' and ')}: only who can do as much, by role and by scopes, may act on them.`,
    );
  }
  if (!decidesOnTokens.has(id)) return;
  const now = services.now();
  const beyond = (await services.store.tokens.ofOwner(user.id)).find(
    (token) =>
      tokenWorks({ token }, now) && !includes(principal, tokenGrant({ token, owner: { ...user, roles: held } })),
  );
  if (!beyond) return;
  throw fault('forbidden').because(
    `API token ${beyond.id} of the user can do more than this caller: who may revoke it does so first, with DELETE /api/v1/api-tokens/${beyond.id}.`,
  );
}
