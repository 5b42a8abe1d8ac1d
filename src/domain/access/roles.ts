import type { Role } from '../../contract/access/roles.ts';
import { type Scope, scopeNames } from '../../contract/access/scopes.ts';
import type { OperationId } from '../../contract/index.ts';

/** Operations that a role allows. */
interface RoleRule {
  /** Every operation that needs one of these scopes … */
  readonly scopes: readonly Scope[];
  /** … but these, … */
  readonly except?: readonly OperationId[];
  /** … and these, whatever scope they need. */
  readonly besides?: readonly OperationId[];
}

const reading = scopeNames.filter((scope) => scope.endsWith('.read'));
/** Scopes that give access to others: for SUPER_ADMIN alone. */
const accessScopes: readonly Scope[] = [
  'okta.apiTokens.manage',
  'okta.appGrants.manage',
  'okta.apps.manage',
  'okta.clients.manage',
  'okta.roles.manage',
  'okta.trustedOrigins.manage',
];

/**
 * The one table of roles. It is by scopes, so that an operation is a role's from the day it is added, and names what is
 * different: seeds of hardware tokens make codes, so that uploading them is no matter of users.
 */
export const roleTable: Readonly<Record<Role, RoleRule>> = {
  SUPER_ADMIN: { scopes: scopeNames },
  ORG_ADMIN: { scopes: scopeNames.filter((scope) => !accessScopes.includes(scope)) },
  USER_ADMIN: {
    scopes: [
      ...(['okta.users.read', 'okta.users.manage', 'okta.groups.read', 'okta.idps.read', 'okta.roles.read'] as const),
      ...(['okta.authenticators.read', 'okta.policies.read', 'cofactor.messages.read'] as const),
    ],
    except: ['uploadYubikeyOtpTokenSeed', 'deleteYubikeyOtpToken'],
  },
  HELP_DESK_ADMIN: {
    scopes: [
      ...(['okta.users.read', 'okta.groups.read', 'okta.idps.read', 'okta.roles.read'] as const),
      ...(['okta.authenticators.read', 'okta.policies.read', 'cofactor.messages.read'] as const),
    ],
    besides: [
      ...(['enrollFactor', 'resetFactors', 'unenrollFactor', 'unlockUser'] as const),
      ...(['createHelpDeskRequest', 'proveHelpDeskRequest'] as const),
    ],
  },
  READ_ONLY_ADMIN: { scopes: reading },
};

/** Whether these roles enroll factors of every kind, and not only those that the help desk may give. */
export const enrollEveryKind = (roles: readonly Role[] | undefined): boolean =>
  roles === undefined || roles.some((role) => roleTable[role].scopes.includes('okta.users.manage'));

/** Whether a role allows an operation that needs this scope. */
export function roleAllows(role: Role, id: OperationId, scope: Scope): boolean {
  const { scopes, except = [], besides = [] } = roleTable[role];
  return (scopes.includes(scope) && !except.includes(id)) || besides.includes(id);
}
