import type { Delivery } from '../delivery/delivery.ts';
import { renderMessage } from '../delivery/render.ts';
import type { Channel } from '../domain/message.ts';

/** A message as a developer sees it: what would have gone to a phone or a mailbox. */
export interface InboxMessage {
  readonly id: number;
  readonly channel: Channel;
  readonly to: string;
  readonly extension?: string;
  readonly subject?: string;
  /** What would have been written or said. */
  readonly text: string;
  readonly code: string;
  readonly at: string;
}

const KEPT = 1_000;

/** Delivery for development: messages land here instead of on phones; the last thousand are kept. */
export class Inbox implements Delivery {
  #messages: InboxMessage[] = [];
  #count = 0;
  readonly #now: () => Temporal.Instant;

  constructor(now: () => Temporal.Instant) {
    this.#now = now;
  }

  readonly send: Delivery['send'] = async (outgoing) => {
    const { channel, to, extension, values } = outgoing.message;
    const rendered = renderMessage(outgoing);
    this.#messages.push({
      id: ++this.#count,
      channel,
      to,
      ...(extension !== undefined && { extension }),
      ...(rendered.channel === 'email' && { subject: rendered.subject }),
      text: rendered.text,
      code: values.code,
      at: this.#now().toString({ fractionalSecondDigits: 3 }),
    });
    if (this.#messages.length > KEPT) this.#messages.shift();
    return { accepted: true, attempts: [] };
  };

  /** Oldest first; numbers are compared without separators, addresses without regard to letter case. */
  list({ to, channel }: { readonly to?: string; readonly channel?: string }): readonly InboxMessage[] {
    const wanted = to === undefined ? undefined : keyOf(to);
    return this.#messages.filter(
      (message) =>
        (wanted === undefined || keyOf(message.to) === wanted) &&
        (channel === undefined || message.channel === channel),
    );
  }

  clear(): void {
    this.#messages = [];
  }
}

const keyOf = (to: string): string => (to.includes('@') ? to.toLowerCase() : to.replace(/[^+\w]/g, ''));
