import type { Scope } from '../../contract/access/scopes.ts';
import type { OperationId } from '../../contract/index.ts';
import type { Permission } from './permits.ts';

/** Scopes by which access is given, or the codes of others can be read or redirected. */
const scopes: ReadonlySet<Scope> = new Set<Scope>([
  ...(['okta.apiTokens.manage', 'okta.appGrants.manage', 'okta.apps.manage', 'okta.clients.manage'] as const),
  ...(['okta.authenticators.manage', 'okta.policies.manage', 'okta.roles.manage'] as const),
  ...(['okta.customTelephonyProvider.manage', 'okta.eventHooks.manage', 'okta.inlineHooks.manage'] as const),
  ...(['okta.templates.manage', 'okta.trustedOrigins.manage', 'cofactor.messageProviders.manage'] as const),
]);

/** Operations by which somebody becomes able to pass for a user, or a user is lost. */
const ids: ReadonlySet<OperationId> = new Set<OperationId>([
  ...(['activateUser', 'reactivateUser', 'resetPassword', 'forgotPassword', 'expirePassword'] as const),
  ...(['expirePasswordWithTempPassword', 'updateUser', 'replaceUser', 'deactivateUser', 'deleteUser'] as const),
  ...(['enrollFactor', 'enrollReplacement', 'unenrollFactor', 'resetFactors', 'updateFactor'] as const),
  ...(['inviteFactorDevice', 'sendFactorActivationEmail', 'sendFactorActivationSms'] as const),
  ...(['createHelpDeskRequest', 'proveHelpDeskRequest', 'decideHelpDeskRequest'] as const),
  ...(['changeRecoveryQuestion', 'uploadYubikeyOtpTokenSeed', 'deleteYubikeyOtpToken'] as const),
]);

/** Whether a session must have been proven by a factor lately for an operation (`PROOF_LASTS`). */
export const isDangerous = ({ id, scope }: Permission): boolean => scopes.has(scope) || ids.has(id);
