import type { Delivery } from '../delivery/delivery.ts';
import { render } from '../delivery/templates.ts';
import type { Channel } from '../domain/message.ts';

/** A message as a developer sees it: what would have gone to a phone. */
export interface InboxMessage {
  readonly id: number;
  readonly channel: Channel;
  readonly to: string;
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

  readonly send: Delivery['send'] = async (message) => {
    const { channel, to, values } = message;
    const at = this.#now().toString({ fractionalSecondDigits: 3 });
    this.#messages.push({ id: ++this.#count, channel, to, text: render(message), code: values.code, at });
    if (this.#messages.length > KEPT) this.#messages.shift();
    return { accepted: true };
  };

  /** Oldest first; `to` is compared without separators. */
  list({ to, channel }: { readonly to?: string; readonly channel?: string }): readonly InboxMessage[] {
    const wanted = to === undefined || to.includes('@') ? to : to.replace(/[^\d+]/g, '');
    return this.#messages.filter(
      (message) =>
        (wanted === undefined || message.to === wanted) && (channel === undefined || message.channel === channel),
    );
  }

  clear(): void {
    this.#messages = [];
  }
}
