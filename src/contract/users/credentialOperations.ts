import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { CredentialsResource, PasswordRequest, RecoveryQuestionRequest } from './user.ts';

const UserPath = Type.Object({ userId: Type.String() });
const credentials = '/api/v1/users/:userId/credentials' as const;

const AnswerAndPassword = Type.Object(
  {
    password: Type.Optional(PasswordRequest),
    recovery_question: Type.Optional(RecoveryQuestionRequest),
    provider: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);
const mailing = Type.Object({ sendEmail: Type.Optional(Type.Boolean()) });

/** Changes that users make with a secret only they know (facts 159, 167). */
export const userCredentialOperations = {
  changePassword: operation({
    method: 'POST',
    path: `${credentials}/change_password`,
    summary: 'Change a password',
    params: UserPath,
    query: Type.Object({ strict: Type.Optional(Type.Boolean()) }),
    body: Type.Object(
      {
        oldPassword: Type.Optional(PasswordRequest),
        newPassword: Type.Optional(PasswordRequest),
        revokeSessions: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    ),
    status: 200,
    reply: CredentialsResource,
    errors: ['notFound', 'credentialsNotUpdated', 'changePasswordNotAllowed'],
  }),
  changeRecoveryQuestion: operation({
    method: 'POST',
    path: `${credentials}/change_recovery_question`,
    summary: 'Change a recovery question',
    params: UserPath,
    query: None,
    body: AnswerAndPassword,
    status: 200,
    reply: CredentialsResource,
    errors: ['notFound', 'credentialsNotUpdated', 'changeQuestionNotAllowed'],
  }),
  forgotPassword: operation({
    method: 'POST',
    path: `${credentials}/forgot_password`,
    summary: 'Start the forgot password flow',
    params: UserPath,
    query: mailing,
    body: AnswerAndPassword,
    status: 200,
    reply: CredentialsResource,
    errors: ['notFound', 'credentialsNotUpdated', 'forgotPasswordNotAllowed'],
  }),
  forgotPasswordSetNewPassword: operation({
    method: 'POST',
    path: `${credentials}/forgot_password_recovery_question`,
    summary: 'Reset a password with a recovery question',
    params: UserPath,
    query: mailing,
    body: AnswerAndPassword,
    status: 200,
    reply: CredentialsResource,
    errors: ['notFound', 'credentialsNotUpdated', 'forgotPasswordNotAllowed'],
  }),
} as const;
