import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { mailErrors, ResetLink } from './lifecycleOperations.ts';
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

/** The members that all these calls share. */
const change = {
  method: 'POST',
  cors: true,
  params: UserPath,
  countsRequesters: true,
  status: 200,
  reply: CredentialsResource,
} as const;
const forgotten = {
  ...change,
  query: Type.Object({ sendEmail: Type.Optional(Type.Boolean()) }),
  body: AnswerAndPassword,
  errors: ['notFound', 'credentialsNotUpdated', 'forgotPasswordNotAllowed'],
} as const;

/** Changes that users make with a secret only they know (facts 159, 167). */
export const userCredentialOperations = {
  changePassword: operation({
    ...change,
    path: `${credentials}/change_password`,
    scope: 'okta.users.manage',
    summary: 'Change a password',
    query: Type.Object({ strict: Type.Optional(Type.Boolean()) }),
    body: Type.Object(
      {
        oldPassword: Type.Optional(PasswordRequest),
        newPassword: Type.Optional(PasswordRequest),
        revokeSessions: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    ),
    errors: ['notFound', 'credentialsNotUpdated', 'changePasswordNotAllowed'],
  }),
  changeRecoveryQuestion: operation({
    ...change,
    path: `${credentials}/change_recovery_question`,
    scope: 'okta.users.manage',
    summary: 'Change a recovery question',
    query: None,
    body: AnswerAndPassword,
    errors: ['notFound', 'credentialsNotUpdated', 'changeQuestionNotAllowed'],
  }),
  forgotPassword: operation({
    ...forgotten,
    path: `${credentials}/forgot_password`,
    scope: 'okta.users.manage',
    summary:
      'Start the forgot password flow; the link by which the user sets another is mailed, or with sendEmail=false in the reply',
    reply: Type.Union([CredentialsResource, ResetLink]),
    errors: [...forgotten.errors, ...mailErrors],
  }),
  forgotPasswordSetNewPassword: operation({
    ...forgotten,
    path: `${credentials}/forgot_password_recovery_question`,
    scope: 'okta.users.manage',
    summary: 'Reset a password with a recovery question',
  }),
} as const;
