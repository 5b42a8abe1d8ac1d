import type { Delivery } from './delivery.ts';

/** Delivery where no provider is configured: refuses, so that nobody waits for a message that was never sent. */
export const noProvider: Delivery = {
  send: async ({ message: { channel } }) => ({
    accepted: false,
    attempts: [],
    reason: `NO_${channel.toUpperCase()}_PROVIDER`,
  }),
};
