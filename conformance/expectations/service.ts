import { clients } from '../clients.ts';
import type { Expectation } from './expectation.ts';

const ALL = clients.map(({ client }) => client);
const except = (...names: readonly string[]) => ALL.filter((client) => !names.includes(client));
const JAVA = ['java-24', 'java-22', 'java-21'];

/** Calls without content that these SDKs label with a Content-Type of their own. */
const LABELLED = [
  'resetFactors',
  'activateUser',
  'reactivateUser',
  'deactivateUser',
  'suspendUser',
  'unsuspendUser',
  'unlockUser',
  'resetPassword',
  'expirePassword',
  'expirePasswordWithTempPassword',
  'activateInlineHook',
  'deactivateInlineHook',
  'activateAuthenticator',
  'deactivateAuthenticator',
  'activateAuthenticatorMethod',
  'deactivateAuthenticatorMethod',
];

/** What this service gets wrong, until it does not. */
export const service: readonly Expectation[] = [
  {
    clients: ['python-3', 'java-24'],
    calls: LABELLED,
    by: 'service',
    error: 'E0000019',
    why: 'Calls without content come with `Content-Type: application/octet-stream` or `text/xml`.',
  },
  {
    clients: ['java-24'],
    calls: [
      ...['question', 'sms', 'call', 'email', 'sms activate=true', 'totp', 'totp GOOGLE', 'hotp', 'yubikey'],
      ...['webauthn', 'u2f', 'push'],
    ]
      .map((kind) => `unenrollFactor ${kind}`)
      .concat('deleteUser', 'deleteSmsTemplate', 'deleteInlineHook'),
    by: 'service',
    error: 'E0000019',
    why: 'A DELETE comes with `Content-Type: text/xml`.',
  },
  {
    clients: except('python-3'),
    calls: ['enrollFactor sms national number'],
    by: 'service',
    error: 'E0000098',
    why: 'A number as people write it, without a plus sign, is refused.',
  },
  {
    clients: ALL,
    calls: ['enrollFactor question without provider'],
    by: 'service',
    error: 'E0000001',
    why: 'A `provider` that is left out does not mean OKTA yet.',
  },
  {
    clients: ALL,
    calls: ['listUserGroups', 'revokeUserSessions', 'listPolicyRules'],
    by: 'service',
    error: 'E0000008',
    why: 'The path is not there.',
  },
  {
    clients: except('python-3', 'java-24'),
    calls: ['forgotPassword'],
    by: 'service',
    error: 'E0000034',
    why: 'No reset link is made: send a new password and the answer to the recovery question.',
  },
  {
    clients: ['python-3', 'java-24'],
    calls: ['forgotPassword'],
    by: 'service',
    error: 'E0000019',
    why: 'The call without content has a `Content-Type`, and no reset link is made.',
  },
  {
    clients: except('node-6'),
    calls: ['createAuthenticator'],
    by: 'service',
    error: 'E0000022',
    why: 'An authenticator cannot be created, hence a second one of its key is not refused with E0000001.',
  },
  {
    clients: ['python-2', 'go-2'],
    calls: ['replacePolicy'],
    by: 'service',
    error: 'settings',
    why: 'Their model of the policy has no `settings`, and a PUT without them does not keep them yet.',
  },
  {
    clients: JAVA,
    calls: ['getAuthenticator fido_u2f', 'replaceAuthenticator fido_u2f', 'replacePolicy'],
    by: 'service',
    error: '',
    why: 'The key `fido_u2f` is in no enumeration of theirs: they read and write back `unknown_default_open_api`.',
  },
  {
    clients: ['python-3'],
    calls: [
      ...['listAuthenticators', 'getAuthenticator fido_u2f', 'replaceAuthenticator fido_u2f'],
      ...['listPolicies', 'getPolicy', 'replacePolicy'],
    ],
    by: 'service',
    error: '',
    why: 'The key `fido_u2f` is in no enumeration of its: reading it throws.',
  },
];
