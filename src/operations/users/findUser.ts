import type { Caller } from '../../contract/shared/operation.ts';
import type { User } from '../../domain/users/user.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import type { Services } from '../shared/services.ts';

/** The principal that `me` means; nobody on the command line. */
export type Asking = Partial<Pick<Caller, 'principal'>>;

/** The shape of a user's id. */
export const USER_ID = /^00u[0-9A-Za-z]{17}$/;

/** The user a path names by id, login or `me` (fact 154). */
export async function findUser({ store }: Pick<Services, 'store'>, ref: string, { principal }: Asking): Promise<User> {
  const ownerId = principal?.userId;
  const user = await named(store, ref, ownerId);
  if (user) return user;
  throw ref === 'me' ? missing(ref).because(ownerId === undefined ? withoutOwner : ownerGone) : missing(ref);
}

/**
 * The user a path names by id, login, `me`, or the login's shortname, which is what stands before its "@" (fact 235). A
 * shortname of several logins names nobody. Only paths of users take one: a shortname can come to mean somebody else, so it
 * leads to nobody's factors.
 */
export async function findUserByName(services: Pick<Services, 'store'>, ref: string, caller: Asking): Promise<User> {
  if (ref === 'me' || ref.includes('@')) return findUser(services, ref, caller);
  const user = await named(services.store, ref, undefined);
  if (user) return user;
  const [short, another] = await services.store.users.byShortname(ref);
  if (!short) throw missing(ref);
  if (another) throw missing(ref).because('Several logins begin like that; send one of them, or an id.');
  return short;
}

const withoutOwner = 'This API token belongs to no user; create one with: cofactor token create NAME --owner LOGIN.';
const ownerGone = 'The user whom this API token belongs to was deleted.';

const missing = (ref: string): Fault => fault('notFound', { id: ref, type: 'User' });

async function named(
  { users }: Services['store'],
  ref: string,
  ownerId: string | undefined,
): Promise<User | undefined> {
  if (ref === 'me') return ownerId === undefined ? undefined : users.byId(ownerId);
  return (USER_ID.test(ref) && (await users.byId(ref))) || users.byLogin(ref);
}

/** The user whose factors a path names; 404 for a deactivated user, whose factors are out of reach (facts 36, 105). */
export async function findFactorUser(services: Pick<Services, 'store'>, ref: string, caller: Asking): Promise<User> {
  const user = await findUser(services, ref, caller);
  refuseDeprovisioned(user, ref);
  return user;
}

/** Refuses a deactivated user, whose factors are out of reach (facts 36, 105). */
export function refuseDeprovisioned({ id, status }: Pick<User, 'id' | 'status'>, ref: string): void {
  if (status !== 'DEPROVISIONED') return;
  throw fault('notFound', { id: ref, type: 'User' }).because(
    `The user is deactivated, so its factors are out of reach; POST /api/v1/users/${id}/lifecycle/activate brings it back.`,
  );
}
