import type { DeviceSubscription } from '../contract/devices/device.ts';
import type { VapidKeys } from '../crypto/vapidKeys.ts';
import type { NoAnswer, Post } from '../outgoing/post.ts';
import type { Prompt, PromptedDevice, Prompts } from './prompts.ts';

/** Milliseconds that a push service has for its answer. */
export const PUSH_TIMEOUT_MS = 10_000;

/** The parts of the service that web push needs. */
interface WebPushOptions {
  readonly post: Post;
  readonly keys: () => Promise<VapidKeys>;
  /** Whom push services can turn to (RFC 8292 section 2.1). */
  readonly subject: () => string;
  readonly now: () => Temporal.Instant;
  /** The push service says that nobody is at this subscription any more. */
  readonly gone: (kid: string, subscription: DeviceSubscription) => Promise<unknown>;
  readonly failed: (failure: WebPushFailure) => void;
}

/** A device that could not be woken, for the log: who wakes it, but not by which address, which is a secret. */
export interface WebPushFailure {
  readonly kid: string;
  /** The push service's host. */
  readonly service: string;
  readonly reason: string;
}

/**
 * Wakes devices by Web Push (RFC 8030), which says no more than that somebody asks, and which account: encrypted for
 * the browser (RFC 8291), and signed with our key (RFC 8292). A message that is lost is not sent again: devices also ask.
 */
export function createWebPush({ post, keys, subject, now, gone, failed }: WebPushOptions): Prompts {
  async function wake(subscription: DeviceSubscription, { kid }: PromptedDevice, prompt: Prompt): Promise<void> {
    const fail = (reason: string): void => failed({ kid, service: hostOf(subscription.endpoint), reason });
    if (!/^https:/i.test(subscription.endpoint)) return fail('the address is not https');
    try {
      // Not before there is something to send: a start need not load it.
      const { buildPushPayload } = await import('@block65/webcrypto-web-push');
      const ttl = Math.max(1, Math.round(now().until(prompt.expires).total('seconds')));
      const { headers, body } = await buildPushPayload(
        { data: { kid }, options: { ttl, urgency: 'high' } },
        { ...subscription, expirationTime: subscription.expirationTime ?? null },
        { ...(await keys()), subject: subject() },
      );
      const answer = await post(subscription.endpoint, { headers: textOnly(headers), bytes: body }, statusOf);
      if (typeof answer !== 'number') return fail(reasonOf(answer));
      if (answer >= 200 && answer < 300) return undefined;
      fail(`status ${answer}`);
      // RFC 8030 section 7.3; the larger push services say 410.
      if (answer === 404 || answer === 410) await gone(kid, subscription);
    } catch (error) {
      // Messages may have the address in them.
      fail(error instanceof Error ? error.name : 'failed');
    }
  }

  return {
    send(prompt) {
      for (const device of prompt.devices) {
        if (device.subscription) void wake(device.subscription, device, prompt);
      }
    },
    async publicKey() {
      try {
        return (await keys()).publicKey;
      } catch (error) {
        // A device can do without being woken; it must not be turned away for that.
        failed({ kid: 'none', service: 'none', reason: error instanceof Error ? error.name : 'failed' });
        return undefined;
      }
    },
  };
}

async function statusOf(response: { readonly statusCode?: number | undefined; destroy(): unknown }): Promise<number> {
  response.destroy();
  return response.statusCode ?? 0;
}

const reasonOf = (answer: NoAnswer): string =>
  answer.result === 'UNREACHABLE' && answer.forbidden ? 'the address may not be called' : answer.reason;

const hostOf = (endpoint: string): string => (URL.canParse(endpoint) ? new URL(endpoint).host : 'none');

/** The length is set by whoever sends. */
function textOnly(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { 'content-length': _, ...rest } = headers;
  return rest;
}
