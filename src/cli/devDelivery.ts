import type { Delivery } from '../delivery/delivery.ts';
import type { DeliveryParts } from '../deliveryParts.ts';
import type { Inbox } from '../dev/inbox.ts';
import { realDelivery } from './delivery.ts';
import type { CofactorLogger } from './log/log.ts';

/**
 * Delivery of development mode: every message lands in the inbox, and those that some active provider carries leave
 * as well, so that a provider that was set up is the one that is tried. `send` forces that, or keeps everything here.
 */
export function devDelivery(parts: DeliveryParts, inbox: Inbox, logger: CofactorLogger, send?: boolean): Delivery {
  const kept = inbox.through(parts.hook);
  const real = inbox.copyOf(realDelivery(parts, logger));
  if (send !== undefined) return send ? real : kept;
  return {
    forget: (userId) => inbox.forget(userId),
    async send(outgoing) {
      const { channel } = outgoing.message;
      const carried = (await parts.providers.configured()).some(({ channels }) => channels.includes(channel));
      return (carried ? real : kept).send(outgoing);
    },
  };
}
