import type { Operations } from '../../contract/index.ts';
import type { Input, Reply } from '../../contract/shared/operation.ts';
import { foldAnswer, invalidRecovery } from '../../domain/users/recoveryQuestion.ts';
import { advance, withPassword } from '../../domain/users/userLifecycle.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { meanwhile, required, requiredHash } from './changePassword.ts';
import { changeUser } from './changeUser.ts';
import { describeCredentials } from './describeUser.ts';
import { findUser } from './findUser.ts';
import { judgeSecret } from './judgeSecret.ts';
import { hashPassword, passwordValue } from './userCredentials.ts';

type Forgot = Input<Operations['forgotPassword']>;

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

  const request = { user, caller, now, event: 'user.account.update_recovery_question', field: 'password' } as const;
  const onSuccess = await judgeSecret(services, request, known, password);
  const recovery = { question, answerHash: await services.passwords.hash(foldAnswer(answer)) };
  const changed = await changeUser(services, { ref: user.id, caller, now }, (current) => {
    if (current.passwordHash !== known) throw meanwhile('password');
    return {
      user: { ...advance(current, 'changeRecoveryQuestion', now), recovery },
      events: ['user.account.update_recovery_question'],
      also: onSuccess,
    };
  });
  return describeCredentials(changed);
};

/**
 * A new password for whoever knows the answer to the recovery question; no link is sent, so without one nothing
 * starts.
 */
export const forgotPassword: Handler<'forgotPassword'> = (services, input) => answered(services, input);
export const forgotPasswordSetNewPassword: Handler<'forgotPasswordSetNewPassword'> = (services, input) =>
  answered(services, input);

async function answered(
  services: Services,
  { params, body, caller }: Forgot,
): Promise<Reply<Operations['forgotPassword']>> {
  const now = services.now();
  const user = await findUser(services, params.userId, caller);
  advance(user, 'forgotPassword', now);
  const setPassword = `POST /api/v1/users/${user.id} with credentials.password.value sets a password.`;
  if (!user.recovery)
    throw fault('forgotPasswordNotAllowed').because(`The user has no recovery question. ${setPassword}`);
  if (body.password === undefined && body.recovery_question === undefined) {
    throw fault('forgotPasswordNotAllowed').because(
      `No reset links are sent: send password.value and recovery_question.answer. ${setPassword}`,
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
}
