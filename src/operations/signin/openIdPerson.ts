import type { Role } from '../../contract/access/roles.ts';
import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { LinkedIdentity } from '../../domain/access/linkedIdentity.ts';
import type { Claims } from '../../domain/oauth/jose.ts';
import { isLoginOf, loginToLink, mappedRoles } from '../../domain/signin/openIdClaims.ts';
import type { OpenIdSettings } from '../../domain/signin/openIdProvider.ts';
import type { User } from '../../domain/users/user.ts';
import type { Write } from '../../store/change.ts';
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

/** The caller of a sign-in, who is nobody yet. */
type Asking = Omit<Caller, 'principal'>;

/**
 * Finds the user of an identity: the linked one, else the one to be linked where the operator wants that. Roles that the provider
 * has taken, all of them, are noted at once: the sign-in goes no further.
 */
export async function findPerson(
  services: Services,
  settings: OpenIdSettings,
  claims: Claims,
  caller: Asking,
): Promise<Found> {
  const { store } = services;
  const roles = mappedRoles(claims, settings);
  const name = { issuer: settings.issuer, subject: String(claims.sub) };
  const linked = await store.identities.bySubject(name);
  const login = loginToLink(claims, settings);
  const user = linked ? await store.users.byId(linked.userId) : await userToLink(services, login);
  const identity = linked ?? { ...name, userId: user?.id ?? '', roles: [], created: services.now() };
  const reason = reasonAgainst(user, roles);
  if (linked && roles.length === 0 && linked.roles.length > 0) {
    await store.apply(roleWrites(services, linked, roles, caller));
  }
  return {
    identity,
    isLinked: linked !== undefined,
    roles,
    ...(user && { user }),
    ...(reason !== undefined && { reason }),
  };
}

async function userToLink({ store }: Services, login: string | undefined): Promise<User | undefined> {
  const user = login === undefined ? undefined : await store.users.byLogin(login);
  return user && login !== undefined && isLoginOf(login, user.profile) ? user : undefined;
}

function reasonAgainst(user: User | undefined, roles: readonly Role[]): string | undefined {
  if (roles.length === 0) return 'NO_ROLE';
  if (!user) return 'NOT_LINKED';
  return user.status === 'ACTIVE' ? undefined : 'USER_NOT_ACTIVE';
}

/**
 * Notes the roles of a sign-in at its identity, which is linked now if it was not. False where the user is somebody else at
 * this provider: whoever gets a login after them must not get what they had. `late`: the provider named the roles minutes ago.
 * It is false then, too, where another sign-in has noted other ones since: what the provider has taken is not given back.
 */
export async function keepIdentity(
  services: Services,
  {
    identity,
    isLinked,
    roles,
    late = false,
  }: Pick<Found, 'identity' | 'isLinked' | 'roles'> & { readonly late?: boolean },
  caller: Asking,
): Promise<boolean> {
  const { store, now } = services;
  const save = async (from: LinkedIdentity) =>
    (await store.apply(roleWrites(services, from, roles, caller, late))) === 'done';
  if (isLinked) return save(identity);
  const { issuer, subject, userId } = identity;
  const linked = { event: 'cofactor.identity.link', userId, detail: { issuer, subject } } as const;
  const entry = logEntry({ caller, now: now() }, linked);
  const writes = roleWrites(services, identity, roles, caller);
  if ((await store.apply([{ do: 'linkIdentity', identity }, entry, ...writes])) === 'done') return true;
  // Another sign-in of the same person may have been a moment earlier.
  const other = await store.identities.bySubject(identity);
  if (other?.userId !== userId) return false;
  return late ? other.roles.join() === roles.join() : save(other);
}

/**
 * Notes the roles of a sign-in at its identity; the log says which of them the provider has given, and which it has taken.
 * `late`: only while those that the identity had are still noted.
 */
function roleWrites(
  { now }: Pick<Services, 'now'>,
  identity: LinkedIdentity,
  roles: readonly Role[],
  caller: Asking,
  late = false,
): readonly Write[] {
  const { issuer, userId } = identity;
  const told = (event: EventType) => (role: Role) =>
    logEntry({ caller, now: now() }, { event, userId, detail: { role, issuer } });
  return [
    { do: 'saveIdentityRoles', identity: { ...identity, roles }, ...(late && { was: identity.roles }) },
    ...roles.filter((role) => !identity.roles.includes(role)).map(told('user.account.privilege.grant')),
    ...identity.roles.filter((role) => !roles.includes(role)).map(told('user.account.privilege.revoke')),
  ];
}
