// Okta's SDK for Node.js, versions 4 to 6: one client with every operation, parameters by position.
import { all, answerLines, credentials } from './lines.js';

const { default: okta } = await import(process.env.COFACTOR_SDK);
const client = new okta.Client({
  orgUrl: process.env.COFACTOR_URL,
  ...credentials,
  testing: { disableHttpsCheck: true },
  cacheMiddleware: null,
});

/** An operation whose arguments are these parts of the path, then a body where it has one, then the query. */
const by = (name, names, { body, query } = {}) =>
  client[name]
    ? (path, asked, sent) =>
        client[name](...names.map((one) => path[one]), ...(body ? [sent] : []), ...(query ? [asked] : []))
    : undefined;
const list = (name, names, { query } = {}) =>
  client[name]
    ? (path, asked) => all(client[name](...names.map((one) => path[one]), ...(query ? [asked] : [])))
    : undefined;
const BODY = { body: true };
const QUERY = { query: true };
const BOTH = { body: true, query: true };
const user = ['userId'];
const factor = ['userId', 'factorId'];
const template = ['templateId'];
const authenticator = ['authenticatorId'];
const hook = ['inlineHookId'];
const eventHook = ['eventHookId'];

await answerLines({
  listFactors: list('listFactors', user),
  listSupportedFactors: list('listSupportedFactors', user),
  listSecurityQuestions: list('listSupportedSecurityQuestions', user),
  enrollFactor: by('enrollFactor', user, BOTH),
  getFactor: by('getFactor', factor),
  activateFactor: by('activateFactor', factor, BODY),
  verifyFactor: by('verifyFactor', factor, BOTH),
  unenrollFactor: by('deleteFactor', factor),
  getFactorTransactionStatus: by('getFactorTransactionStatus', [...factor, 'transactionId']),

  listLogEvents: list('getLogs', [], QUERY),

  listUsers: list('listUsers', [], QUERY),
  createUser: by('createUser', [], BOTH),
  getUser: by('getUser', user),
  updateUser: by('partialUpdateUser', user, BOTH),
  replaceUser: by('updateUser', user, BOTH),
  deleteUser: by('deactivateOrDeleteUser', user, QUERY),
  activateUser: by('activateUser', user, QUERY),
  reactivateUser: by('reactivateUser', user, QUERY),
  deactivateUser: by('deactivateUser', user, QUERY),
  suspendUser: by('suspendUser', user),
  unsuspendUser: by('unsuspendUser', user),
  unlockUser: by('unlockUser', user),
  resetFactors: by('resetFactors', user),
  resetPassword: by('resetPassword', user, QUERY),
  expirePassword: by('expirePassword', user),
  expirePasswordWithTempPassword: by('expirePasswordAndGetTemporaryPassword', user),
  changePassword: by('changePassword', user, BOTH),
  changeRecoveryQuestion: by('changeRecoveryQuestion', user, BODY),
  forgotPassword: by('forgotPasswordGenerateOneTimeToken', user, QUERY),
  forgotPasswordSetNewPassword: by('forgotPasswordSetNewPassword', user, BOTH),
  listUserGroups: list('listUserGroups', user),
  revokeUserSessions: by('clearUserSessions', user, QUERY),

  listSmsTemplates: list('listSmsTemplates', [], QUERY),
  createSmsTemplate: by('createSmsTemplate', [], BODY),
  getSmsTemplate: by('getSmsTemplate', template),
  updateSmsTemplate: by('partialUpdateSmsTemplate', template, BODY),
  replaceSmsTemplate: by('updateSmsTemplate', template, BODY),
  deleteSmsTemplate: by('deleteSmsTemplate', template),

  listAuthenticators: list('listAuthenticators', []),
  createAuthenticator: by('createAuthenticator', [], BODY),
  getAuthenticator: by('getAuthenticator', authenticator),
  replaceAuthenticator: by('updateAuthenticator', authenticator, BODY),
  activateAuthenticator: by('activateAuthenticator', authenticator),
  deactivateAuthenticator: by('deactivateAuthenticator', authenticator),

  listPolicies: list('listPolicies', [], QUERY),
  getPolicy: by('getPolicy', ['policyId']),
  replacePolicy: by('updatePolicy', ['policyId'], BODY),
  listPolicyRules: list('listPolicyRules', ['policyId']),

  listInlineHooks: list('listInlineHooks', [], QUERY),
  createInlineHook: by('createInlineHook', [], BODY),
  getInlineHook: by('getInlineHook', hook),
  replaceInlineHook: by('updateInlineHook', hook, BODY),
  executeInlineHook: by('executeInlineHook', hook, BODY),
  activateInlineHook: by('activateInlineHook', hook),
  deactivateInlineHook: by('deactivateInlineHook', hook),
  deleteInlineHook: by('deleteInlineHook', hook),

  listEventHooks: list('listEventHooks', []),
  createEventHook: by('createEventHook', [], BODY),
  getEventHook: by('getEventHook', eventHook),
  replaceEventHook: by('updateEventHook', eventHook, BODY),
  verifyEventHook: by('verifyEventHook', eventHook),
  activateEventHook: by('activateEventHook', eventHook),
  deactivateEventHook: by('deactivateEventHook', eventHook),
  deleteEventHook: by('deleteEventHook', eventHook),
});
