import type { Channel } from '../domain/messages/message.ts';
import type { Attempt, MessageOutcome } from '../domain/messages/messageRecord.ts';
import { countryOf } from '../domain/values/phone.ts';
import { attempt, type Tried } from './attempt.ts';
import { type BreakerRule, breakerRule, createBreakers } from './breaker.ts';
import type { ConfiguredProvider } from './configured.ts';
import type { Delivery, Outgoing } from './delivery.ts';
import type { Addressed, ProviderIo } from './provider.ts';
import { type RenderedMessage, renderMessage } from './render.ts';
import { route } from './route.ts';

export interface RouterOptions {
  /** Those that are enabled, as of now. */
  readonly configured: () => Promise<readonly ConfiguredProvider[]>;
  /** Gives a provider the means it may use. */
  readonly io: (provider: ConfiguredProvider) => Omit<ProviderIo, 'signal'>;
  /** A clock that never goes back. */
  readonly monotonicMs: () => number;
  /**
   * The telephony inline hook: asked first for text messages and calls; undefined when there is none (facts 187-189).
   */
  readonly hook?: (outgoing: Outgoing, rendered: RenderedMessage) => Promise<Attempt | undefined>;
  /** Reports faults of our own, rather than a provider's. */
  readonly onError: (error: unknown) => void;
  readonly timeoutMs?: number;
  /** After this no further provider is asked: somebody is waiting. */
  readonly patienceMs?: number;
  readonly breaker?: BreakerRule;
}

/** As fact 188 has it for hooks. */
const TIMEOUT_MS = 3_000;
const PATIENCE_MS = 10_000;

/**
 * Sends every message through the first provider that takes it: routed, then in order past those that fail or time
 * out, within the same request. A provider that has accepted ends it, and so does a refusal that no other would undo.
 */
export function createDelivery(options: RouterOptions): Delivery {
  const { configured, monotonicMs, hook, timeoutMs = TIMEOUT_MS, patienceMs = PATIENCE_MS } = options;
  const breakers = createBreakers(options.breaker ?? breakerRule, monotonicMs);

  async function tryOne(provider: ConfiguredProvider, message: Addressed): Promise<Tried> {
    const key = breakerKey(provider);
    const tried = await attempt(provider, message, { io: options.io(provider), timeoutMs, monotonicMs });
    // A recipient who opted out is no fault of the provider's.
    if (tried.attempt.result === 'ACCEPTED' || tried.final) breakers.succeeded(key);
    else breakers.failed(key);
    return tried;
  }

  async function throughProviders(
    order: readonly ConfiguredProvider[],
    message: Addressed,
    attempts: Attempt[],
  ): Promise<MessageOutcome> {
    const deadline = monotonicMs() + patienceMs;
    const resting: ConfiguredProvider[] = [];
    const ask = async (provider: ConfiguredProvider): Promise<MessageOutcome | undefined> => {
      const tried = await tryOne(provider, message);
      attempts.push(tried.attempt);
      if (tried.attempt.result === 'ACCEPTED') return { accepted: true, attempts };
      return tried.final && { accepted: false, attempts, reason: tried.final };
    };
    for (const provider of order) {
      if (monotonicMs() >= deadline) break;
      if (!breakers.admits(breakerKey(provider))) resting.push(provider);
      else {
        const outcome = await ask(provider);
        if (outcome) return outcome;
      }
    }
    // Better a provider that has been failing than nobody: it may be back.
    const badness = (provider: ConfiguredProvider) => breakers.failures(breakerKey(provider));
    const [leastBad] = resting.sort((a, b) => badness(a) - badness(b));
    const last = leastBad && monotonicMs() < deadline && (await ask(leastBad));
    return last || { accepted: false, attempts, reason: 'PROVIDERS_FAILED' };
  }

  /** A hook that breaks is one that is silent. */
  async function byOwnHook(outgoing: Outgoing, rendered: RenderedMessage): Promise<Attempt | undefined> {
    try {
      return await hook?.(outgoing, rendered);
    } catch (error) {
      options.onError(error);
      return undefined;
    }
  }

  return {
    async send(outgoing) {
      const attempts: Attempt[] = [];
      try {
        const rendered = renderMessage(outgoing);
        const { message, user, turn, id } = outgoing;
        const { channel, to } = message;
        const byHook = channel === 'email' ? undefined : await byOwnHook(outgoing, rendered);
        if (byHook) attempts.push(byHook);
        if (byHook?.result === 'ACCEPTED') return { accepted: true, attempts };
        const all = await configured();
        breakers.keep(new Set(all.map(breakerKey)));
        const country = channel === 'email' ? undefined : countryOf(to);
        const order = route(all, { channel, to, userId: user.id, turn, ...(country !== undefined && { country }) });
        if (order.length === 0) return { accepted: false, attempts, reason: nobody(channel, all, byHook) };
        const { extension, values } = message;
        const addressed: Addressed = {
          rendered,
          to,
          id,
          language: rendered.language,
          code: values.code,
          ...(extension !== undefined && { extension }),
        };
        return await throughProviders(order, addressed, attempts);
      } catch (error) {
        options.onError(error);
        return { accepted: false, attempts, reason: 'DELIVERY_ERROR' };
      }
    },
  };
}

/** A provider whose settings were changed starts anew. */
const breakerKey = ({ id, version }: ConfiguredProvider): string => `${id} ${version}`;

/** Why there is nobody to ask: none for the channel at all, or none that serves this number. */
function nobody(channel: Channel, all: readonly ConfiguredProvider[], byHook: unknown): string {
  if (byHook) return 'PROVIDERS_FAILED';
  const some = all.some(({ channels }) => channels.includes(channel));
  return `NO_${channel.toUpperCase()}_${some ? 'ROUTE' : 'PROVIDER'}`;
}
