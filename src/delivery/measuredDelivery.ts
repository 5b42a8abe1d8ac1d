import type { Attempt, MessageOutcome } from '../domain/messages/messageRecord.ts';
import type { Metrics } from '../domain/metrics/metrics.ts';
import type { ConfiguredProvider } from './configured.ts';
import type { Delivery } from './delivery.ts';

interface Parts {
  readonly metrics: Metrics;
  /** Those that are enabled, as of now: attempts name them, and metrics their types. */
  readonly configured: () => Promise<readonly Pick<ConfiguredProvider, 'id' | 'type'>[]>;
}

/** Delivery that says what became of each message, and of each attempt to hand it to a provider. */
export const measuredDelivery = (delivery: Delivery, { metrics, configured }: Parts): Delivery => ({
  ...delivery,
  async send(outgoing) {
    const outcome = await delivery.send(outgoing);
    const { channel } = outgoing.message;
    metrics.count('messages', { channel, result: outcome.accepted ? 'accepted' : 'failed' });
    const types = await typesOf(outcome, configured);
    for (const attempt of outcome.attempts) {
      const provider = types.get(attempt.provider) ?? 'unknown';
      metrics.count('deliveries', { channel, provider, result: resultOf(attempt) });
      metrics.observe('deliveryTime', { provider }, attempt.milliseconds / 1_000);
    }
    return outcome;
  },
});

const resultOf = ({ result }: Attempt) => result.toLowerCase() as 'accepted' | 'refused' | 'failed' | 'timeout';

async function typesOf({ attempts }: MessageOutcome, configured: Parts['configured']) {
  const types = new Map([['hook', 'hook']]);
  if (attempts.every(({ provider }) => provider === 'hook')) return types;
  // What cannot be read now was sent all the same.
  const providers = await configured().catch(() => []);
  for (const { id, type } of providers) types.set(id, type.id);
  return types;
}
