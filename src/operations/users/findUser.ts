import type { Caller } from '../../contract/shared/operation.ts';
import type { User } from '../../domain/users/user.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Services } from '../shared/services.ts';

/** The shape of a user's id. */
export const USER_ID = /^00u[0-9A-Za-z]{17}$/;

/** The user a path names by id, login or `me` (fact 154). */
export async function findUser(
  { store }: Pick<Services, 'store'>,
  ref: string,
  { ownerId }: Pick<Caller, 'ownerId'>,
): Promise<User> {
  const user =
    ref === 'me'
      ? ownerId !== undefined && (await store.users.byId(ownerId))
      : (USER_ID.test(ref) && (await store.users.byId(ref))) || (await store.users.byLogin(ref));
  if (user) return user;
  const missing = fault('notFound', { id: ref, type: 'User' });
  throw ref === 'me' && ownerId === undefined
    ? missing.because('This API token belongs to no user; create one with: cofactor token create --owner LOGIN.')
    : missing;
}

/** The user whose factors a path names; 404 for a deactivated user, whose factors are out of reach (facts 36, 105). */
export async function findFactorUser(services: Services, ref: string, caller: Caller): Promise<User> {
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
