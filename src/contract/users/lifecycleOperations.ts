import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { UserResource } from './user.ts';

const UserPath = Type.Object({ userId: Type.String() });
const lifecycle = '/api/v1/users/:userId/lifecycle' as const;

/** The members all life-cycle operations share; those that could send an e-mail have a parameter for it. */
const step = {
  method: 'POST',
  cors: true,
  params: UserPath,
  query: None,
  body: None,
  status: 200,
  reply: None,
} as const;
const mailingStep = { ...step, query: Type.Object({ sendEmail: Type.Optional(Type.Boolean()) }) } as const;
/** Answers of a call that is to mail a link. */
export const mailErrors = ['notDelivered', 'telephonyFailed', 'optedOut'] as const;
const ActivationLink = Type.Object({
  activationUrl: Type.Optional(Type.String()),
  activationToken: Type.Optional(Type.String()),
});
export const ResetLink = Type.Object({ resetPasswordUrl: Type.Optional(Type.String()) });
const TempPassword = Type.Object({ tempPassword: Type.String() });

/** The steps of a user's life (facts 106, 107, 164 to 168). */
export const userLifecycleOperations = {
  activateUser: operation({
    ...mailingStep,
    path: `${lifecycle}/activate`,
    scope: 'okta.users.manage',
    summary: 'Activate a user; the link by which they set a password is mailed, or with sendEmail=false in the reply',
    reply: ActivationLink,
    errors: ['notFound', 'activationFailed', ...mailErrors],
  }),
  reactivateUser: operation({
    ...mailingStep,
    path: `${lifecycle}/reactivate`,
    scope: 'okta.users.manage',
    summary: 'Reactivate a user; the reply has the link by which they set a password, unless sendEmail=true mails it',
    reply: ActivationLink,
    errors: ['notFound', 'wrongUserStatus', ...mailErrors],
  }),
  deactivateUser: operation({
    ...mailingStep,
    path: `${lifecycle}/deactivate`,
    scope: 'okta.users.manage',
    summary: 'Deactivate a user',
    errors: ['notFound', 'wrongUserStatus'],
  }),
  suspendUser: operation({
    ...step,
    path: `${lifecycle}/suspend`,
    scope: 'okta.users.manage',
    summary: 'Suspend a user',
    errors: ['notFound'],
  }),
  unsuspendUser: operation({
    ...step,
    path: `${lifecycle}/unsuspend`,
    scope: 'okta.users.manage',
    summary: 'Unsuspend a user',
    errors: ['notFound'],
  }),
  unlockUser: operation({
    ...step,
    path: `${lifecycle}/unlock`,
    scope: 'okta.users.manage',
    summary: 'Unlock a user',
    errors: ['notFound', 'unlockNotAllowed'],
  }),
  resetPassword: operation({
    ...mailingStep,
    path: `${lifecycle}/reset_password`,
    scope: 'okta.users.manage',
    summary: 'Reset a password; with sendEmail=false the reply has the link by which the user sets another',
    reply: ResetLink,
    errors: ['notFound', 'wrongUserStatus', ...mailErrors],
  }),
  expirePassword: operation({
    ...step,
    path: `${lifecycle}/expire_password`,
    scope: 'okta.users.manage',
    summary: 'Expire a password',
    query: Type.Object({ tempPassword: Type.Optional(Type.Boolean()) }),
    reply: Type.Union([UserResource, TempPassword]),
    errors: ['notFound', 'wrongUserStatus'],
  }),
  expirePasswordWithTempPassword: operation({
    ...step,
    path: `${lifecycle}/expire_password_with_temp_password`,
    scope: 'okta.users.manage',
    summary: 'Expire a password and set a temporary one',
    reply: TempPassword,
    errors: ['notFound', 'wrongUserStatus'],
  }),
  resetFactors: operation({
    ...step,
    path: `${lifecycle}/reset_factors`,
    scope: 'okta.users.manage',
    summary: 'Reset all factors',
    query: Type.Object({ removeRecoveryEnrollment: Type.Optional(Type.Boolean()) }),
    errors: ['notFound'],
  }),
} as const;
