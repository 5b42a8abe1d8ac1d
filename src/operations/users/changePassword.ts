import type { User } from '../../domain/users/user.ts';
import { advance, withPassword } from '../../domain/users/userLifecycle.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import type { Handler } from '../shared/services.ts';
import { changeUser } from './changeUser.ts';
import { describeCredentials } from './describeUser.ts';
import { findUser } from './findUser.ts';
import { judgeSecret } from './judgeSecret.ts';
import { hashPassword, passwordValue } from './userCredentials.ts';

/** A new password for whoever knows the old one (fact 159). */
export const changePassword: Handler<'changePassword'> = async (services, { params, body, caller }) => {
  const now = services.now();
  const oldPassword = required(passwordValue(body.oldPassword), 'oldPassword');
  const newPassword = required(passwordValue(body.newPassword), 'newPassword');
  const user = await findUser(services, params.userId, caller);
  advance(user, 'changePassword', now);
  const known = requiredHash(user, 'changePasswordNotAllowed');

  const request = { user, caller, now, event: 'user.account.update_password', field: 'oldPassword' } as const;
  const onSuccess = await judgeSecret(services, request, known, oldPassword);
  if (newPassword === oldPassword) {
    throw fault('credentialsNotUpdated').because('newPassword: The new password must not be the old one.');
  }
  const hash = await hashPassword(services, newPassword, user.profile.login);
  const changed = await changeUser(services, { ref: user.id, caller, now }, (current) => {
    // Somebody else changed the password meanwhile: the old one that was judged is not this one.
    if (current.passwordHash !== known) throw meanwhile('oldPassword');
    return {
      user: withPassword(current, hash, 'changePassword', now),
      events: ['user.account.update_password'],
      also: onSuccess,
    };
  });
  return describeCredentials(changed);
};

/** The value of a field that must be there. */
export function required(value: string | undefined, field: string): string {
  if (value !== undefined && value !== '') return value;
  throw fault('validation', { subject: field }).because(`${field}: The field cannot be left blank`);
}

/** The hash of a password that must be there. */
export function requiredHash(
  { id, passwordHash }: User,
  otherwise: 'changePasswordNotAllowed' | 'changeQuestionNotAllowed',
): string {
  if (passwordHash !== undefined) return passwordHash;
  throw fault(otherwise).because(
    `The user has no password; POST /api/v1/users/${id} with credentials.password.value gives it one.`,
  );
}

/** Thrown when the secret that was judged is no longer the one that is stored. */
export const meanwhile = (field: string): Fault =>
  fault('credentialsNotUpdated').because(`${field}: The credentials were changed by another request; try again.`);
