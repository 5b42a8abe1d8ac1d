import type { Limit } from '../budgets/budgets.ts';

/** Something to be said to a user, before template and provider are chosen. */
export interface Message {
  readonly channel: Channel;
  /** E.164, or an e-mail address. */
  readonly to: string;
  /** The digits to dial once a call is answered. */
  readonly extension?: string;
  /** Why it is sent: to prove a new factor, to challenge an active one, to invite a device (fact 73), to set a password, or to tell what the help desk did. */
  readonly purpose: 'activate' | 'verify' | 'invite' | 'password' | 'notice';
  /** `code` is what the user is to use: digits, or for a device or a password the link that leads there; in a notice what was done. */
  readonly values: { readonly code: string; readonly lifetime: Temporal.Duration };
  /** Template chosen by the caller; unknown ones fall back to the default (fact 48). */
  readonly templateId?: string;
  /** `Accept-Language` of the request (fact 48). */
  readonly language?: string;
  /** The budget of messages to this recipient (facts 89, 90). */
  readonly limit: Limit;
}

/** The channel by which a message reaches its recipient. */
export type Channel = 'sms' | 'call' | 'email';
