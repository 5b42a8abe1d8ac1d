import type { OperationId } from '../contract/index.ts';
import { activateFactor } from './activateFactor.ts';
import { pollFactorActivation } from './activation.ts';
import { sendFactorActivationEmail, sendFactorActivationSms } from './activationMessages.ts';
import {
  activateAuthenticatorMethod,
  deactivateAuthenticatorMethod,
  getAuthenticatorMethod,
  listAuthenticatorMethods,
  replaceAuthenticatorMethod,
} from './authenticatorMethods.ts';
import {
  activateAuthenticator,
  deactivateAuthenticator,
  getAuthenticator,
  listAuthenticators,
  replaceAuthenticator,
} from './authenticators.ts';
import { changePassword } from './changePassword.ts';
import { createUser } from './createUser.ts';
import { deleteUser } from './deleteUser.ts';
import { deleteYubikeyOtpToken } from './deleteYubikey.ts';
import { removeDevice, replaceDeviceKey, saveDeviceSubscription } from './deviceChanges.ts';
import { answerDeviceTransaction, listDeviceTransactions } from './deviceTransactions.ts';
import { enrollDevice } from './enrollDevice.ts';
import { enrollFactor } from './enrollFactor.ts';
import { enrollReplacement } from './enrollReplacement.ts';
import { executeInlineHook } from './executeInlineHook.ts';
import { expirePassword, expirePasswordWithTempPassword } from './expirePassword.ts';
import { explainUser } from './explainUser.ts';
import { inviteFactorDevice, listFactorDevices, removeFactorDevice } from './factorDevices.ts';
import {
  createFactorProfile,
  deleteFactorProfile,
  getFactorProfile,
  listFactorProfiles,
  replaceFactorProfile,
} from './factorProfiles.ts';
import { getUser } from './getUser.ts';
import {
  activateInlineHook,
  createInlineHook,
  deactivateInlineHook,
  deleteInlineHook,
  getInlineHook,
  listInlineHooks,
  replaceInlineHook,
  updateInlineHook,
} from './inlineHooks.ts';
import { listMessages } from './listMessages.ts';
import { listUsers } from './listUsers.ts';
import { listYubikeyOtpTokens } from './listYubikeys.ts';
import {
  activateMessageProvider,
  createMessageProvider,
  deactivateMessageProvider,
  deleteMessageProvider,
  getMessageProvider,
  listMessageProviders,
  listMessageProviderTypes,
  replaceMessageProvider,
} from './messageProviders.ts';
import { messageTemplates } from './messageTemplates.ts';
import { activateOrgFactor, deactivateOrgFactor, getOrgFactor, listOrgFactors } from './orgFactors.ts';
import { getPolicy, listPolicies, replacePolicy } from './policies.ts';
import { getFactor, listFactors, listSecurityQuestions, listSupportedFactors } from './readFactors.ts';
import { getYubikeyOtpTokenById } from './readYubikey.ts';
import { receiveTelephony } from './receiveTelephony.ts';
import { changeRecoveryQuestion, forgotPassword, forgotPasswordSetNewPassword } from './recoveryQuestion.ts';
import { resendFactor } from './resendFactor.ts';
import { resetFactors } from './resetFactors.ts';
import type { Handler } from './services.ts';
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
} from './telephonyProviders.ts';
import { testMessageProvider } from './testProvider.ts';
import { cancelFactorTransaction, getFactorTransactionStatus } from './transactions.ts';
import { unenrollFactor } from './unenrollFactor.ts';
import { replaceUser, updateUser } from './updateUser.ts';
import { uploadYubikeyOtpTokenSeed } from './uploadYubikey.ts';
import {
  activateUser,
  deactivateUser,
  reactivateUser,
  resetPassword,
  suspendUser,
  unlockUser,
  unsuspendUser,
} from './userLifecycle.ts';
import { verifyFactor } from './verifyFactor.ts';

/** What runs for each operation. An operation without a handler does not compile. */
export const handlers: { readonly [Id in OperationId]: Handler<Id> } = {
  listUsers,
  createUser,
  getUser,
  listUserMessages: listMessages,
  explainUser,
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
  listFactors,
  enrollFactor,
  enrollReplacement,
  listSupportedFactors,
  listSecurityQuestions,
  getFactor,
  unenrollFactor,
  activateFactor,
  resendFactor,
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
  listInlineHooks,
  createInlineHook,
  getInlineHook,
  updateInlineHook,
  replaceInlineHook,
  deleteInlineHook,
  activateInlineHook,
  deactivateInlineHook,
  executeInlineHook,
  receiveTelephony,
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
