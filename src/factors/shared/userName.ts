import { type Refused, refuse } from '../../domain/factors/decision.ts';
import type { UserNameTemplate } from '../../domain/factors/tokenServer.ts';
import type { Owner } from '../../domain/users/user.ts';
import { fault } from '../../domain/values/fault.ts';

const named: Readonly<Record<UserNameTemplate, (user: Owner) => string>> = {
  oktaId: ({ id }) => id,
  email: ({ profile }) => profile.email,
  login: ({ profile }) => profile.login,
};

/**
 * The name that an outside service knows a user by. The administrator's template decides: with one, nobody enrolls what
 * belongs to somebody else. Without one it is the name that the request has, or the login. `service` is for the cause.
 */
export function userNameOf(
  service: string,
  template: UserNameTemplate | undefined,
  credentialId: string | undefined,
  user: Owner,
): string | Refused<never> {
  if (template === undefined) return credentialId ?? user.profile.login;
  const userName = named[template](user);
  if (credentialId === undefined || credentialId === userName) return userName;
  return refuse(
    fault('validation', { subject: 'factorEnrollRequest' }).because(
      `profile.credentialId: Users of this organization are known to ${service} by their ${template}: send ${userName}, or leave it out.`,
    ),
    'OTHER_USER_NAME',
  );
}
