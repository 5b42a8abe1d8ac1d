import type { Operations } from '../../contract/index.ts';
import type { Input } from '../../contract/shared/operation.ts';
import { foldAnswer, invalidRecovery } from '../../domain/users/recoveryQuestion.ts';
import { advance, withPassword } from '../../domain/users/userLifecycle.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler } from '../shared/services.ts';
import { meanwhile, required, requiredHash } from './changePassword.ts';
import { changeUser } from './changeUser.ts';
import { describeCredentials } from './describeUser.ts';
import { findUser } from './findUser.ts';
import { judgeSecret } from './judgeSecret.ts';
import { hashPassword, passwordValue } from './userCredentials.ts';

/** A new recovery question for whoever knows the password (fact 167). */
export const changeRecoveryQuestion: Handler<'changeRecoveryQuestion'> = async (services, { params, body, caller }) => {
  const now = services.now();
  const password = required(passwordValue(body.password), 'password');
  const { question = '', answer = '' } = body.recovery_question ?? {};
  const invalid = invalidRecovery(question, answer);
  if (invalid) throw invalid;
  const user = await findUser(services, params.userId, caller);
  advance(user, 'changeRecoveryQuestion', now);
  const known = requiredHash(user, 'changeQuestionNotAllowed');

  const request = { user, caller, now, event: 'cofactor.user.update_recovery_question', field: 'password' } as const;
  const onSuccess = await judgeSecret(services, request, known, password);
  const recovery = { question, answerHash: await services.passwords.hash(foldAnswer(answer)) };
  const changed = await changeUser(services, { ref: user.id, caller, now }, (current) => {
    if (current.passwordHash !== known) throw meanwhile('password');
    return {
      user: { ...advance(current, 'changeRecoveryQuestion', now), recovery },
      events: ['cofactor.user.update_recovery_question'],
      also: onSuccess,
    };
  });
  return describeCredentials(changed);
};

/** Whether a request neither answers the recovery question nor has a new password. */
export const isEmpty = ({ password, recovery_question }: Input<Operations['forgotPassword']>['body']): boolean =>
  password === undefined && recovery_question === undefined;

/** A new password for those who know the answer to the recovery question. */
export const forgotPasswordSetNewPassword: Handler<'forgotPasswordSetNewPassword'> = async (
  services,
  { params, body, caller },
) => {
  const now = services.now();
  const user = await findUser(services, params.userId, caller);
  advance(user, 'forgotPassword', now);
  const setPassword = `POST /api/v1/users/${user.id} with credentials.password.value sets a password.`;
  if (!user.recovery)
    throw fault('forgotPasswordNotAllowed').because(`The user has no recovery question. ${setPassword}`);
  if (isEmpty(body)) {
    throw fault('forgotPasswordNotAllowed').because(
      `Send password.value and recovery_question.answer; POST /api/v1/users/${user.id}/credentials/forgot_password makes a link instead.`,
    );
  }
  const answer = required(body.recovery_question?.answer, 'recovery_question.answer');
  const password = required(passwordValue(body.password), 'password');
  const known = user.recovery.answerHash;

  const request = { user, caller, now, event: 'user.account.update_password', field: 'recovery_question' } as const;
  const onSuccess = await judgeSecret(services, request, known, foldAnswer(answer));
  const hash = await hashPassword(services, password, user.profile.login);
  const changed = await changeUser(services, { ref: user.id, caller, now }, (current) => {
    if (current.recovery?.answerHash !== known) throw meanwhile('recovery_question');
    return {
      user: withPassword(current, hash, 'forgotPassword', now),
      events: ['user.account.update_password'],
      also: onSuccess,
    };
  });
  return describeCredentials(changed);
};
