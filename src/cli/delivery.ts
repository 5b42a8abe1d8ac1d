import type { Delivery } from '../delivery/delivery.ts';
import { createDelivery } from '../delivery/router.ts';
import type { DeliveryParts } from '../deliveryParts.ts';
import type { CofactorLogger } from './log/log.ts';

/** Delivery for real: through the telephony hook and the providers, with a line in the log for what was not sent. */
export function realDelivery({ hook, providers }: DeliveryParts, logger: CofactorLogger): Delivery {
  const router = createDelivery({
    configured: () => providers.configured(),
    io: providers.io,
    hook,
    monotonicMs: () => performance.now(),
    onError: (error) => logger.error({ err: error }, 'delivery failed'),
  });
  return {
    async send(outgoing) {
      const outcome = await router.send(outgoing);
      const { channel, purpose } = outgoing.message;
      const { id: messageId } = outgoing;
      const { requestId, traceId } = outgoing.caller;
      if (!outcome.accepted)
        logger.error({ messageId, requestId, traceId, channel, purpose, outcome }, 'a message was not sent');
      return outcome;
    },
  };
}
