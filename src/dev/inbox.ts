import type { Delivery, Outgoing } from '../delivery/delivery.ts';
import { type RenderedMessage, renderMessage } from '../delivery/render.ts';
import type { Attempt, MessageOutcome } from '../domain/messages/messageRecord.ts';
import type { InboxMessage } from './inboxMessage.ts';

const KEPT = 1_000;

/** Delivery for development: messages land here instead of on phones; the last thousand are kept. */
export class Inbox implements Delivery {
  #messages: InboxMessage[] = [];
  #count = 0;
  readonly #users = new WeakMap<InboxMessage, string>();
  readonly #listeners = new Set<() => void>();
  readonly #now: () => Temporal.Instant;
  readonly #arrived: () => void;

  /** `arrived` is told of each message once it can be listed. */
  constructor(now: () => Temporal.Instant, arrived: () => void = () => {}) {
    this.#now = now;
    this.#arrived = arrived;
  }

  readonly send: Delivery['send'] = async (outgoing) => this.#take(outgoing, renderMessage(outgoing));

  /** A delivery that asks a telephony inline hook first: the message lands here too, with the hook's answer. */
  through(hook: (outgoing: Outgoing, rendered: RenderedMessage) => Promise<Attempt | undefined>): Delivery {
    return {
      forget: (userId) => this.forget(userId),
      send: async (outgoing) => {
        const rendered = renderMessage(outgoing);
        return this.#take(outgoing, rendered, await hook(outgoing, rendered));
      },
    };
  }

  /** A delivery that sends for real and keeps a copy here; the caller gets the outcome of the sending. */
  copyOf(delivery: Delivery): Delivery {
    return {
      forget: (userId) => this.forget(userId),
      send: async (outgoing) => {
        this.#take(outgoing, renderMessage(outgoing));
        return delivery.send(outgoing);
      },
    };
  }

  #take({ message, user }: Outgoing, rendered: RenderedMessage, byHook?: Attempt): MessageOutcome {
    const { channel, to, extension, values } = message;
    const kept: InboxMessage = {
      id: ++this.#count,
      channel,
      to,
      ...(extension !== undefined && { extension }),
      ...(rendered.channel === 'email' && { subject: rendered.subject }),
      text: rendered.text,
      code: values.code,
      at: this.#now().toString({ fractionalSecondDigits: 3 }),
      ...(byHook && { hook: [byHook.result, byHook.reason].filter(Boolean).join(': ') }),
    };
    this.#messages.push(kept);
    this.#users.set(kept, user.id);
    if (this.#messages.length > KEPT) this.#messages.shift();
    this.#arrived();
    for (const listener of this.#listeners) listener();
    return { accepted: true, attempts: byHook ? [byHook] : [] };
  }

  /**
   * Oldest first; numbers are compared without separators, addresses without regard to letter case. A number without a
   * plus sign is found by its end: it may have been enrolled as a national one.
   */
  list({ to, channel }: { readonly to?: string; readonly channel?: string }): readonly InboxMessage[] {
    return this.#messages.filter(
      (message) =>
        (to === undefined || isFor(message.to, to)) && (channel === undefined || message.channel === channel),
    );
  }

  /** Removes the messages to a user. */
  forget(userId: string): void {
    this.#messages = this.#messages.filter((message) => this.#users.get(message) !== userId);
    for (const listener of this.#listeners) listener();
  }

  clear(): void {
    this.#messages = [];
    for (const listener of this.#listeners) listener();
  }

  /** Calls a listener whenever messages come or go; the function it gives ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Shorter ends than this are those of many numbers. */
const NATIONAL_DIGITS = 7;

function isFor(recipient: string, wanted: string): boolean {
  const [known, key] = [keyOf(recipient), keyOf(wanted)];
  if (known === key) return true;
  const national = /^\d+$/.test(key) && known.startsWith('+') ? key.replace(/^0+/, '') : '';
  return national.length >= NATIONAL_DIGITS && known.endsWith(national);
}

const keyOf = (to: string): string => (to.includes('@') ? to.toLowerCase() : to.replace(/[^+\w]/g, ''));
