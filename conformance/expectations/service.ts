import { clients } from '../clients.ts';
import type { Expectation } from './expectation.ts';

const ALL = clients.map(({ client }) => client);

/** What this service gets wrong, until it does not. */
export const service: readonly Expectation[] = [
  {
    clients: ALL,
    calls: ['forgotPassword'],
    by: 'service',
    error: 'E0000034',
    why: 'No reset link is made: send a new password and the answer to the recovery question.',
  },
];
