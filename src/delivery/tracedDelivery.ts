import type { Tracing } from '../domain/tracing/tracing.ts';
import type { Delivery } from './delivery.ts';
import type { Provider } from './provider.ts';

/** Delivery with a span for each message. */
export function tracedDelivery(delivery: Delivery, tracing: Tracing | undefined): Delivery {
  if (!tracing) return delivery;
  return {
    ...delivery,
    send: (outgoing) => {
      const { channel } = outgoing.message;
      return tracing.span(
        { name: `deliver ${channel}`, kind: 'internal', facts: { 'cofactor.channel': channel } },
        async (tell) => {
          const outcome = await delivery.send(outgoing);
          tell({ 'cofactor.result': outcome.accepted ? 'accepted' : 'failed' });
          return outcome;
        },
      );
    },
  };
}

/** A type of provider with a span for each attempt to hand it a message; of the answer it says whether the message was taken. */
export function tracedProvider(type: Provider, tracing: Tracing | undefined): Provider {
  if (!tracing) return type;
  return {
    ...type,
    send: (message, settings, io) =>
      tracing.span(
        { name: `provider ${type.id}`, kind: 'client', facts: { 'cofactor.provider': type.id } },
        async (tell) => {
          const receipt = await type.send(message, settings, io);
          const result = receipt.accepted ? 'accepted' : 'refused';
          tell({ 'cofactor.result': result, ...(!receipt.accepted && { 'error.type': result }) });
          return receipt;
        },
      ),
  };
}
