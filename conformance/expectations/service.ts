import { clients } from '../clients.ts';
import type { Expectation } from './expectation.ts';

const ALL = clients.map(({ client }) => client);
const except = (...names: readonly string[]) => ALL.filter((client) => !names.includes(client));
const JAVA = ['java-24', 'java-22', 'java-21'];

/** What this service gets wrong, until it does not. */
export const service: readonly Expectation[] = [
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
    clients: ALL,
    calls: ['forgotPassword'],
    by: 'service',
    error: 'E0000034',
    why: 'No reset link is made: send a new password and the answer to the recovery question.',
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
