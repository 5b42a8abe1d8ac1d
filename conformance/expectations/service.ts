import { clients } from '../clients.ts';
import type { Expectation } from './expectation.ts';

const ALL = clients.map(({ client }) => client);
const except = (...names: readonly string[]) => ALL.filter((client) => !names.includes(client));

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
    calls: ['forgotPassword'],
    by: 'service',
    error: 'E0000034',
    why: 'No reset link is made: send a new password and the answer to the recovery question.',
  },
];
