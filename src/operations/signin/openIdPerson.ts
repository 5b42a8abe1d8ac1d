import type { Role } from '../../contract/access/roles.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { LinkedIdentity } from '../../domain/access/linkedIdentity.ts';
import type { Claims } from '../../domain/oauth/jose.ts';
import { loginToLink, mappedRoles } from '../../domain/signin/openIdClaims.ts';
import type { OpenIdSettings } from '../../domain/signin/openIdProvider.ts';
import type { User } from '../../domain/users/user.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';

/** A person whom the provider named: who that is here, or why it is nobody who may come in. */
export interface Found {
  readonly user?: User;
  /** The identity, linked or to be linked. */
  readonly identity: LinkedIdentity;
  readonly isLinked: boolean;
  readonly roles: readonly Role[];
  readonly reason?: string;
}

/** Finds the user of an identity: the linked one, else the one to be linked where the operator wants that. */
export async function findPerson(services: Services, settings: OpenIdSettings, claims: Claims): Promise<Found> {
  const { store } = services;
  const roles = mappedRoles(claims, settings);
  const name = { issuer: settings.issuer, subject: String(claims.sub) };
  const linked = await store.identities.bySubject(name);
  const login = loginToLink(claims, settings);
  const user = linked
    ? await store.users.byId(linked.userId)
    : login === undefined
      ? undefined
      : await store.users.byLogin(login);
  const identity = linked ?? { ...name, userId: user?.id ?? '', roles: [], created: services.now() };
  const reason = reasonAgainst(user, roles);
  if (linked && roles.length === 0) {
    await store.apply([{ do: 'saveIdentityRoles', identity: { ...linked, roles } }]);
  }
  return {
    identity,
    isLinked: linked !== undefined,
    roles,
    ...(user && { user }),
    ...(reason !== undefined && { reason }),
  };
}

function reasonAgainst(user: User | undefined, roles: readonly Role[]): string | undefined {
  if (roles.length === 0) return 'NO_ROLE';
  if (!user) return 'NOT_LINKED';
  return user.status === 'ACTIVE' ? undefined : 'USER_NOT_ACTIVE';
}

/**
 * Notes the roles of a sign-in at its identity, which is linked now if it was not. False where the user is somebody else at
 * this provider: whoever gets a login after them must not get what they had.
 */
export async function keepIdentity(
  { store, now }: Services,
  found: Pick<Found, 'identity' | 'isLinked' | 'roles'>,
  caller: Omit<Caller, 'principal'>,
): Promise<boolean> {
  const identity = { ...found.identity, roles: found.roles };
  const save = async () => (await store.apply([{ do: 'saveIdentityRoles', identity }])) === 'done';
  if (found.isLinked) return save();
  const { issuer, subject, userId } = identity;
  const linked = { event: 'cofactor.identity.link', userId, detail: { issuer, subject } } as const;
  const entry = logEntry({ caller, now: now() }, linked);
  if ((await store.apply([{ do: 'linkIdentity', identity }, entry])) === 'done') return true;
  // Another sign-in of the same person may have been a moment earlier.
  return save();
}
