import type { Limit } from './limit.ts';

/** Something to be said to a user, before template and provider are chosen. */
export interface Message {
  readonly channel: Channel;
  /** E.164, or an e-mail address. */
  readonly to: string;
  /** What to dial once a call is answered. */
  readonly extension?: string;
  /** Why it is sent: to prove a new factor or to challenge an active one. */
  readonly purpose: 'activate' | 'verify';
  readonly values: { readonly code: string; readonly lifetime: Temporal.Duration };
  /** Template chosen by the caller; unknown ones fall back to the default (fact 48). */
  readonly templateId?: string;
  /** `Accept-Language` of the request (fact 48). */
  readonly language?: string;
  /** How often this recipient may be written to (facts 89, 90). */
  readonly limit: Limit;
}

/** How a message reaches somebody. */
export type Channel = 'sms' | 'call' | 'email';
