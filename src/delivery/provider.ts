import type { Static, TSchema } from 'typebox';
import type { Channel } from '../domain/message.ts';
import type { Rendered } from './render.ts';

/** A message in its final words, and where it goes. */
export interface Addressed {
  readonly rendered: Rendered;
  /** E.164, or an e-mail address. */
  readonly to: string;
  /** What to dial once a call is answered. */
  readonly extension?: string;
  /** Unique per message: vendors that take an idempotency key get it. */
  readonly id: string;
  /** BCP 47, for voices. */
  readonly language: string;
}

/** Why no provider will ever take a message to this recipient, for the caller's error: who opted out, or cannot exist. */
export type FinalRefusal = 'OPTED_OUT' | 'INVALID_RECIPIENT';

/**
 * `retry`: another provider may have more luck; otherwise the recipient is the problem, and `final` says which where
 * the vendor's answer tells. `reason` is for administrators: the vendor's code and words, never the message.
 */
export type ProviderReceipt =
  | { readonly accepted: true; readonly reference?: string }
  | { readonly accepted: false; readonly retry: boolean; readonly reason: string; readonly final?: FinalRefusal };

/** What a carrier reported about a message that its provider had taken. */
export interface DeliveryReport {
  readonly reference: string;
  readonly status: 'DELIVERED' | 'UNDELIVERED';
  readonly reason?: string;
}

/** A vendor's webhook call, as it came in. */
export interface WebhookRequest {
  readonly method: string;
  /** The public URL it was sent to: some vendors sign it. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** All a provider may reach. Tests hand in a local server's `fetch`. */
export interface ProviderIo {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  /** Where the vendor can report deliveries to. */
  readonly webhookUrl?: string;
}

/** One way of getting a message out. `settings` validates the administrator's input and draws the console's form. */
export interface Provider<Settings extends TSchema = TSchema> {
  readonly id: string;
  readonly label: string;
  readonly channels: readonly Channel[];
  /** Secret fields are strings with `format: 'password'`; they are sealed at rest and never returned. */
  readonly settings: Settings;
  send(message: Addressed, settings: Static<Settings>, io: ProviderIo): Promise<ProviderReceipt>;
  /** Reads a delivery report; undefined when the call is not one or its signature is wrong. */
  report?(request: WebhookRequest, settings: Static<Settings>): DeliveryReport | undefined;
  /** Ends connections held for these settings: they have changed, or the service stops. Sending may open new ones. */
  close?(settings: Static<Settings>): Promise<void>;
}

export function provider<S extends TSchema>(described: Provider<S>): Provider<S> {
  return described;
}
