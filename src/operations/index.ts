import type { OperationId } from '../contract/index.ts';
import { getApiToken, listApiTokens, revokeApiToken, revokeCurrentApiToken } from './access/apiTokens.ts';
import { listUsersWithRoleAssignments } from './access/roleHolders.ts';
import {
  assignRoleToUser,
  getUserAssignedRole,
  listAssignedRolesForUser,
  unassignRoleFromUser,
} from './access/roles.ts';
import {
  activateTrustedOrigin,
  createTrustedOrigin,
  deactivateTrustedOrigin,
  deleteTrustedOrigin,
  getTrustedOrigin,
  listTrustedOrigins,
  replaceTrustedOrigin,
} from './access/trustedOrigins.ts';
import { removeDevice, replaceDeviceKey, saveDeviceSubscription } from './devices/deviceChanges.ts';
import { answerDeviceTransaction, listDeviceTransactions } from './devices/deviceTransactions.ts';
import { enrollDevice } from './devices/enrollDevice.ts';
import { inviteFactorDevice, listFactorDevices, removeFactorDevice } from './devices/factorDevices.ts';
import { activateFactor } from './factors/activate/activateFactor.ts';
import { pollFactorActivation } from './factors/activate/deviceActivation.ts';
import { sendFactorActivationEmail, sendFactorActivationSms } from './factors/activate/sendDeviceActivation.ts';
import { enrollFactor } from './factors/enroll/enrollFactor.ts';
import { enrollReplacement } from './factors/enroll/enrollReplacement.ts';
import { getFactor, listFactors, listSecurityQuestions, listSupportedFactors } from './factors/readFactors.ts';
import { resetFactors } from './factors/remove/resetFactors.ts';
import { unenrollFactor } from './factors/remove/unenrollFactor.ts';
import { resendFactor } from './factors/resendFactor.ts';
import { updateFactor } from './factors/updateFactor.ts';
import { cancelFactorTransaction, getFactorTransactionStatus } from './factors/verify/transactions.ts';
import { verifyFactor } from './factors/verify/verifyFactor.ts';
import { getGroup, listGroups, listUserGroups } from './groups/groups.ts';
import { deleteYubikeyOtpToken } from './hardwareTokens/deleteYubikey.ts';
import {
  createFactorProfile,
  deleteFactorProfile,
  getFactorProfile,
  listFactorProfiles,
  replaceFactorProfile,
} from './hardwareTokens/factorProfiles.ts';
import { listYubikeyOtpTokens } from './hardwareTokens/listYubikeys.ts';
import { getYubikeyOtpTokenById } from './hardwareTokens/readYubikey.ts';
import { uploadYubikeyOtpTokenSeed } from './hardwareTokens/uploadYubikey.ts';
import { helpDeskHandlers } from './helpDesk/helpDeskHandlers.ts';
import { hookHandlers } from './hooks/hookHandlers.ts';
import { oauthHandlers } from './oauth/oauthHandlers.ts';
import {
  activateAuthenticatorMethod,
  deactivateAuthenticatorMethod,
  getAuthenticatorMethod,
  listAuthenticatorMethods,
  replaceAuthenticatorMethod,
} from './org/authenticatorMethods.ts';
import {
  activateAuthenticator,
  deactivateAuthenticator,
  getAuthenticator,
  listAuthenticators,
  replaceAuthenticator,
} from './org/authenticators.ts';
import { createAuthenticator } from './org/createAuthenticator.ts';
import { getWellknownOrgMetadata } from './org/organization.ts';
import { activateOrgFactor, deactivateOrgFactor, getOrgFactor, listOrgFactors } from './org/orgFactors.ts';
import { getPolicy, listPolicies, listPolicyRules, replacePolicy } from './org/policies.ts';
import { forgotPassword } from './passwordLinks/forgottenPassword.ts';
import { activateUser, reactivateUser, resetPassword } from './passwordLinks/linkedLifecycle.ts';
import {
  activateMessageProvider,
  createMessageProvider,
  deactivateMessageProvider,
  deleteMessageProvider,
  getMessageProvider,
  listMessageProviders,
  listMessageProviderTypes,
  replaceMessageProvider,
} from './providers/messageProviders.ts';
import {
  activateTelephonyProvider,
  createTelephonyProvider,
  deactivateTelephonyProvider,
  deleteTelephonyProvider,
  getTelephonyProvider,
  listTelephonyProviders,
  setPrimaryTelephonyProvider,
  testTelephonyProvider,
  updateTelephonyProvider,
} from './providers/telephonyProviders.ts';
import { testMessageProvider } from './providers/testProvider.ts';
import type { Handler } from './shared/services.ts';
import { listUserSessions, revokeUserSession, revokeUserSessions } from './signin/sessions.ts';
import { messageTemplates } from './templates/messageTemplates.ts';
import { traceHandlers } from './traceHandlers.ts';
import { changePassword } from './users/changePassword.ts';
import { createUser } from './users/createUser.ts';
import { deleteUser } from './users/deleteUser.ts';
import { expirePassword, expirePasswordWithTempPassword } from './users/expirePassword.ts';
import { getUser } from './users/getUser.ts';
import { listUsers } from './users/listUsers.ts';
import { changeRecoveryQuestion, forgotPasswordSetNewPassword } from './users/recoveryQuestion.ts';
import { replaceUser, updateUser } from './users/updateUser.ts';
import { deactivateUser, suspendUser, unlockUser, unsuspendUser } from './users/userLifecycle.ts';
import { listNothing } from './users/userLists.ts';

/** The handler of each operation. An operation without a handler does not compile. */
export const handlers: { readonly [Id in OperationId]: Handler<Id> } = {
  listUsers,
  createUser,
  getUser,
  updateUser,
  replaceUser,
  deleteUser,
  activateUser,
  reactivateUser,
  deactivateUser,
  suspendUser,
  unsuspendUser,
  unlockUser,
  resetPassword,
  expirePassword,
  expirePasswordWithTempPassword,
  resetFactors,
  changePassword,
  changeRecoveryQuestion,
  forgotPassword,
  forgotPasswordSetNewPassword,
  listUserGroups,
  listUsersWithRoleAssignments,
  listAssignedRolesForUser,
  assignRoleToUser,
  getUserAssignedRole,
  unassignRoleFromUser,
  listApiTokens,
  getApiToken,
  revokeApiToken,
  revokeCurrentApiToken,
  listUserGrants: listNothing,
  listUserClients: listNothing,
  listAppLinks: listNothing,
  listUserIdentityProviders: listNothing,
  listUserSessions,
  revokeUserSession,
  revokeUserSessions,
  listGroups,
  getGroup,
  listFactors,
  enrollFactor,
  enrollReplacement,
  listSupportedFactors,
  listSecurityQuestions,
  getFactor,
  unenrollFactor,
  activateFactor,
  resendFactor,
  updateFactor,
  verifyFactor,
  getFactorTransactionStatus,
  cancelFactorTransaction,
  pollFactorActivation,
  sendFactorActivationEmail,
  sendFactorActivationSms,
  listFactorDevices,
  inviteFactorDevice,
  removeFactorDevice,
  enrollDevice,
  listDeviceTransactions,
  answerDeviceTransaction,
  replaceDeviceKey,
  saveDeviceSubscription,
  removeDevice,
  listAuthenticators,
  createAuthenticator,
  getAuthenticator,
  replaceAuthenticator,
  activateAuthenticator,
  deactivateAuthenticator,
  listAuthenticatorMethods,
  getAuthenticatorMethod,
  replaceAuthenticatorMethod,
  activateAuthenticatorMethod,
  deactivateAuthenticatorMethod,
  listOrgFactors,
  getOrgFactor,
  activateOrgFactor,
  deactivateOrgFactor,
  listPolicies,
  getPolicy,
  replacePolicy,
  listPolicyRules,
  getWellknownOrgMetadata,
  listFactorProfiles,
  createFactorProfile,
  getFactorProfile,
  replaceFactorProfile,
  deleteFactorProfile,
  listYubikeyOtpTokens,
  uploadYubikeyOtpTokenSeed,
  getYubikeyOtpTokenById,
  deleteYubikeyOtpToken,
  ...messageTemplates,
  ...helpDeskHandlers,
  ...hookHandlers,
  ...oauthHandlers,
  ...traceHandlers,
  listTrustedOrigins,
  createTrustedOrigin,
  getTrustedOrigin,
  replaceTrustedOrigin,
  deleteTrustedOrigin,
  activateTrustedOrigin,
  deactivateTrustedOrigin,
  listMessageProviders,
  listMessageProviderTypes,
  createMessageProvider,
  getMessageProvider,
  replaceMessageProvider,
  deleteMessageProvider,
  activateMessageProvider,
  deactivateMessageProvider,
  testMessageProvider,
  listTelephonyProviders,
  createTelephonyProvider,
  getTelephonyProvider,
  updateTelephonyProvider,
  deleteTelephonyProvider,
  activateTelephonyProvider,
  deactivateTelephonyProvider,
  setPrimaryTelephonyProvider,
  testTelephonyProvider,
};
