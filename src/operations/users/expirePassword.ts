import type { Operations } from '../../contract/index.ts';
import type { Input } from '../../contract/shared/operation.ts';
import { temporaryPassword } from '../../domain/users/passwordPolicy.ts';
import { advance, withPassword } from '../../domain/users/userLifecycle.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { changeUser } from './changeUser.ts';
import { describeUser } from './describeUser.ts';
import { findUserByName } from './findUser.ts';

type Expire = Pick<Input<Operations['expirePassword']>, 'params' | 'caller'>;

/** The user must choose another password at the next login (fact 166). */
export const expirePassword: Handler<'expirePassword'> = async (services, { params, query, caller }) => {
  if (query.tempPassword) return withTemporary(services, { params, caller });
  const now = services.now();
  const user = await changeUser(services, { ref: params.userId, caller, now }, (before) => {
    const after = advance(before, 'expirePassword', now);
    if (before.passwordHash === undefined) {
      throw fault('wrongUserStatus').because(
        `The user has no password; POST /api/v1/users/${before.id} with credentials.password.value gives it one.`,
      );
    }
    return { user: after, events: ['user.account.expire_password'] };
  });
  return describeUser(services, user);
};

export const expirePasswordWithTempPassword: Handler<'expirePasswordWithTempPassword'> = (services, input) =>
  withTemporary(services, input);

/** Expires the password and sets a temporary one to be read out to the user; the old one is gone. */
async function withTemporary(services: Services, { params, caller }: Expire): Promise<{ tempPassword: string }> {
  const now = services.now();
  const first = await findUserByName(services, params.userId, caller);
  advance(first, 'expirePassword', now);
  const tempPassword = temporaryPassword(services.random, first.profile.login, services.policy.password);
  const hash = await services.passwords.hash(tempPassword);
  await changeUser(services, { ref: first.id, caller, now }, (user) => ({
    user: withPassword(user, hash, 'expirePassword', now),
    events: ['user.account.update_password', 'user.account.expire_password'],
  }));
  return { tempPassword };
}
