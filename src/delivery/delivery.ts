import type { Message } from '../domain/message.ts';

/** What became of a message: a carrier has taken it, or why none has. */
export type Receipt = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

/** What operations see of delivery: templates and providers are behind it. Never throws. */
export interface Delivery {
  send(message: Message): Promise<Receipt>;
}
