import type { Channel, Message } from './message.ts';

/** One try to hand a message to a provider. */
export interface Attempt {
  /** The configured provider, by id; `hook` for the telephony inline hook. */
  readonly provider: string;
  /** Its name, as the administrator gave it. */
  readonly name: string;
  readonly result: 'ACCEPTED' | 'REFUSED' | 'FAILED' | 'TIMEOUT';
  readonly milliseconds: number;
  /** The provider's own id of the message. */
  readonly reference?: string;
  /** The provider's words, when it did not take the message. Never holds the code. */
  readonly reason?: string;
}

/**
 * The statuses of a message: written and not yet sent; kept back by a guard; taken by a provider; taken by none; and
 * what the carrier reported later.
 */
export type MessageStatus = 'QUEUED' | 'BLOCKED' | 'ACCEPTED' | 'FAILED' | 'DELIVERED' | 'UNDELIVERED';

/** The outcome of sending a message: the provider that took it, or the reason that none did; and every try. */
export type MessageOutcome =
  | { readonly accepted: true; readonly attempts: readonly Attempt[] }
  | { readonly accepted: false; readonly attempts: readonly Attempt[]; readonly reason: string };

/** The record of one message, kept without the code and without the full recipient. */
export interface MessageRecord {
  readonly id: string;
  readonly userId: string;
  /** Empty when the factor was not written, since its first message was kept back. */
  readonly factorId: string;
  readonly channel: Channel;
  readonly purpose: Message['purpose'];
  /** Masked. */
  readonly recipient: string;
  /** ISO 3166-1 alpha-2, for phones whose number tells. */
  readonly country?: string;
  readonly templateId?: string;
  readonly language?: string;
  /** The challenge whose code it carries. */
  readonly challengeId?: string;
  readonly status: MessageStatus;
  readonly attempts: readonly Attempt[];
  /** Why it was kept back, refused or not delivered. */
  readonly reason?: string;
  readonly created: Temporal.Instant;
  readonly expires: Temporal.Instant;
  /** When a provider took it. */
  readonly sent?: Temporal.Instant;
  /** When the carrier reported what became of it. */
  readonly reported?: Temporal.Instant;
  /** When its code was accepted. */
  readonly verified?: Temporal.Instant;
  readonly requestId: string;
}
