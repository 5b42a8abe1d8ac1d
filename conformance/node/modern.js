// Okta's SDK for Node.js, versions 7 and 8: one API object per part, one object of parameters per call.
import { all, answerLines, credentials } from './lines.js';

const { default: okta } = await import(process.env.COFACTOR_SDK);
const client = new okta.Client({
  orgUrl: process.env.COFACTOR_URL,
  ...credentials,
  testing: { disableHttpsCheck: true },
  cacheMiddleware: null,
});
const { userFactorApi, userApi, templateApi, authenticatorApi, policyApi, inlineHookApi, eventHookApi, systemLogApi } =
  client;

/** An operation whose parameters the SDK names as the path and the query do, and its body by this name. */
const plain = (api, name, bodyName) =>
  api[name] ? (path, query, body) => api[name](params(path, query, bodyName, body)) : undefined;
const list = (api, name) => (api[name] ? (path, query) => all(api[name]({ ...path, ...query })) : undefined);
const params = (path, query, bodyName, body) => ({
  ...path,
  ...query,
  ...(body !== undefined && { [bodyName]: body }),
});

await answerLines({
  listFactors: list(userFactorApi, 'listFactors'),
  listSupportedFactors: list(userFactorApi, 'listSupportedFactors'),
  listSecurityQuestions: list(userFactorApi, 'listSupportedSecurityQuestions'),
  enrollFactor: plain(userFactorApi, 'enrollFactor', 'body'),
  getFactor: plain(userFactorApi, 'getFactor'),
  activateFactor: plain(userFactorApi, 'activateFactor', 'body'),
  resendFactor: plain(userFactorApi, 'resendEnrollFactor', 'resendUserFactor'),
  verifyFactor: plain(userFactorApi, 'verifyFactor', 'body'),
  unenrollFactor: plain(userFactorApi, 'unenrollFactor'),
  getFactorTransactionStatus: plain(userFactorApi, 'getFactorTransactionStatus'),
  uploadYubikeyOtpTokenSeed: plain(userFactorApi, 'uploadYubikeyOtpTokenSeed', 'uploadYubikeyOtpTokenSeedRequest'),
  listYubikeyOtpTokens: list(userFactorApi, 'listYubikeyOtpTokens'),
  getYubikeyOtpTokenById: plain(userFactorApi, 'getYubikeyOtpTokenById'),

  listLogEvents: list(systemLogApi, 'listLogEvents'),

  listUsers: list(userApi, 'listUsers'),
  createUser: plain(userApi, 'createUser', 'body'),
  getUser: plain(userApi, 'getUser'),
  updateUser: plain(userApi, 'updateUser', 'user'),
  replaceUser: plain(userApi, 'replaceUser', 'user'),
  deleteUser: plain(userApi, 'deleteUser'),
  activateUser: plain(userApi, 'activateUser'),
  reactivateUser: plain(userApi, 'reactivateUser'),
  deactivateUser: plain(userApi, 'deactivateUser'),
  suspendUser: plain(userApi, 'suspendUser'),
  unsuspendUser: plain(userApi, 'unsuspendUser'),
  unlockUser: plain(userApi, 'unlockUser'),
  resetFactors: plain(userApi, 'resetFactors'),
  resetPassword: plain(userApi, 'generateResetPasswordToken'),
  expirePassword: plain(userApi, 'expirePassword'),
  expirePasswordWithTempPassword: plain(userApi, 'expirePasswordAndGetTemporaryPassword'),
  changePassword: plain(userApi, 'changePassword', 'changePasswordRequest'),
  changeRecoveryQuestion: plain(userApi, 'changeRecoveryQuestion', 'userCredentials'),
  forgotPassword: plain(userApi, 'forgotPassword'),
  forgotPasswordSetNewPassword: plain(userApi, 'forgotPasswordSetNewPassword', 'userCredentials'),
  listUserGroups: list(userApi, 'listUserGroups'),
  revokeUserSessions: plain(userApi, 'revokeUserSessions'),

  listSmsTemplates: list(templateApi, 'listSmsTemplates'),
  createSmsTemplate: plain(templateApi, 'createSmsTemplate', 'smsTemplate'),
  getSmsTemplate: plain(templateApi, 'getSmsTemplate'),
  updateSmsTemplate: plain(templateApi, 'updateSmsTemplate', 'smsTemplate'),
  replaceSmsTemplate: plain(templateApi, 'replaceSmsTemplate', 'smsTemplate'),
  deleteSmsTemplate: plain(templateApi, 'deleteSmsTemplate'),

  listAuthenticators: list(authenticatorApi, 'listAuthenticators'),
  createAuthenticator: plain(authenticatorApi, 'createAuthenticator', 'authenticator'),
  getAuthenticator: plain(authenticatorApi, 'getAuthenticator'),
  replaceAuthenticator: plain(authenticatorApi, 'replaceAuthenticator', 'authenticator'),
  activateAuthenticator: plain(authenticatorApi, 'activateAuthenticator'),
  deactivateAuthenticator: plain(authenticatorApi, 'deactivateAuthenticator'),
  listAuthenticatorMethods: list(authenticatorApi, 'listAuthenticatorMethods'),
  getAuthenticatorMethod: plain(authenticatorApi, 'getAuthenticatorMethod'),
  replaceAuthenticatorMethod: plain(authenticatorApi, 'replaceAuthenticatorMethod', 'authenticatorMethodBase'),
  activateAuthenticatorMethod: plain(authenticatorApi, 'activateAuthenticatorMethod'),
  deactivateAuthenticatorMethod: plain(authenticatorApi, 'deactivateAuthenticatorMethod'),

  listPolicies: list(policyApi, 'listPolicies'),
  getPolicy: plain(policyApi, 'getPolicy'),
  replacePolicy: plain(policyApi, 'replacePolicy', 'policy'),
  listPolicyRules: list(policyApi, 'listPolicyRules'),

  listInlineHooks: list(inlineHookApi, 'listInlineHooks'),
  createInlineHook: plain(inlineHookApi, 'createInlineHook', 'inlineHook'),
  getInlineHook: plain(inlineHookApi, 'getInlineHook'),
  updateInlineHook: plain(inlineHookApi, 'updateInlineHook', 'inlineHook'),
  replaceInlineHook: plain(inlineHookApi, 'replaceInlineHook', 'inlineHook'),
  executeInlineHook: plain(inlineHookApi, 'executeInlineHook', 'payloadData'),
  activateInlineHook: plain(inlineHookApi, 'activateInlineHook'),
  deactivateInlineHook: plain(inlineHookApi, 'deactivateInlineHook'),
  deleteInlineHook: plain(inlineHookApi, 'deleteInlineHook'),

  listEventHooks: list(eventHookApi, 'listEventHooks'),
  createEventHook: plain(eventHookApi, 'createEventHook', 'eventHook'),
  getEventHook: plain(eventHookApi, 'getEventHook'),
  replaceEventHook: plain(eventHookApi, 'replaceEventHook', 'eventHook'),
  verifyEventHook: plain(eventHookApi, 'verifyEventHook'),
  activateEventHook: plain(eventHookApi, 'activateEventHook'),
  deactivateEventHook: plain(eventHookApi, 'deactivateEventHook'),
  deleteEventHook: plain(eventHookApi, 'deleteEventHook'),
});
