import type { Static, TSchema } from 'typebox';
import type { Channel } from '../domain/messages/message.ts';
import { withoutAddress } from '../domain/values/mask.ts';
import type { Connector } from '../outgoing/connector.ts';
import type { Destination } from '../outgoing/guard.ts';
import type { Rendered } from './render.ts';

/** A message in its final words, and where it goes. */
export interface Addressed {
  readonly rendered: Rendered;
  /** E.164, or an e-mail address. */
  readonly to: string;
  /** The extension to dial once a call is answered. */
  readonly extension?: string;
  /** Unique per message: vendors that take an idempotency key get it. */
  readonly id: string;
  /** BCP 47, for voices. */
  readonly language: string;
  /** The passCode alone, for vendors that hold the words themselves: WhatsApp sends nothing but approved templates. */
  readonly code: string;
}

/**
 * Why no provider will ever take a message to this recipient, for the caller's error: who opted out, or cannot exist.
 */
export type FinalRefusal = 'OPTED_OUT' | 'INVALID_RECIPIENT';

/**
 * `retry`: another provider may have more luck; otherwise the recipient is the problem, and `final` says which where
 * the vendor's answer tells. `reason` is for administrators: the vendor's code and words, never the message.
 */
export type ProviderReceipt =
  | { readonly accepted: true; readonly reference?: string }
  | { readonly accepted: false; readonly retry: boolean; readonly reason: string; readonly final?: FinalRefusal };

/** The report of a carrier about a message that its provider had taken. */
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

/** The content of a genuine webhook call, and the reply that goes with status 200. */
export interface WebhookReply {
  /** None when it tells of a step on the way. */
  readonly reports: readonly DeliveryReport[];
  /** The body of the reply, for vendors that ask which words a call shall speak. */
  readonly body?: { readonly type: string; readonly text: string };
}

/** All a provider may reach. */
export interface ProviderIo {
  readonly fetch: typeof fetch;
  /** The way to servers that do not speak HTTP. */
  readonly connector: Connector;
  /** Ends the attempt; `send` then resolves with the reason `TIMEOUT`. */
  readonly signal: AbortSignal;
  /** For signatures. */
  readonly now: Temporal.Instant;
  readonly random: (bytes: number) => Uint8Array;
  /** The address that the vendor can report deliveries to; without one no reports are requested. */
  readonly webhookUrl?: string;
  /** Takes reports that come over a connection the provider keeps; may be called long after `send`. */
  readonly reported?: (report: DeliveryReport) => void;
  /** Prints a line; for the development provider. */
  readonly log?: (line: string) => void;
}

/** An address that a setting leads to. */
export type Address = { readonly uri: string } | Destination;

/** One way of getting a message out. `settings` validates the administrator's input and draws the console's form. */
export interface Provider<Settings extends TSchema = TSchema> {
  readonly id: string;
  readonly label: string;
  readonly channels: readonly Channel[];
  /** Secret fields are strings with `format: 'password'`; they are sealed at rest and never returned. */
  readonly settings: Settings;
  /** The addresses among the settings, which the guard looks at before they are stored. */
  destinations?(settings: Static<Settings>): readonly Address[];
  /** The faults of settings that their form does not show, each with its field. */
  complaints?(settings: Static<Settings>): readonly string[];
  /** Never throws, and honours `signal`. */
  send(message: Addressed, settings: Static<Settings>, io: ProviderIo): Promise<ProviderReceipt>;
  /** Reads a call of the vendor; undefined when its signature or token is wrong, or it is stale. */
  report?(request: WebhookRequest, settings: Static<Settings>, now: Temporal.Instant): WebhookReply | undefined;
  /** Ends connections held for these settings: they have changed, or the service stops. Sending may open new ones. */
  close?(settings: Static<Settings>): Promise<void>;
}

const SHORTEST_SECRET = 8;

/** A provider as described, whose reasons never hold what its settings keep secret, whatever the vendor answers. */
export function provider<S extends TSchema>(described: Provider<S>): Provider<S> {
  return {
    destinations: baseUrls,
    ...described,
    async send(message, settings, io) {
      const receipt = await described.send(message, settings, io);
      if (receipt.accepted) return receipt;
      const reason = secretsOf(described.settings, settings)
        // A shorter one is an ordinary word: to blot it out of our own sentences is what would give it away.
        .filter((secret) => secret.length >= SHORTEST_SECRET)
        .concat(message.code)
        .filter((secret) => secret !== '')
        .reduce((text, secret) => text.replaceAll(secret, '…'), withoutAddress(receipt.reason, message.to));
      return { ...receipt, reason };
    },
  };
}

/** The settings of vendors' types that lead somewhere, by the names that these have everywhere. */
const baseUrls = (settings: unknown): readonly Address[] =>
  Object.entries(settings as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
    /^(?:base|smsBase)Url$/.test(name) && typeof value === 'string' ? [{ uri: value }] : [],
  );

/** The values of all fields that the schema says are secret. */
function secretsOf(schema: TSchema, value: unknown): readonly string[] {
  const { format, properties, items } = schema as { format?: string; properties?: object; items?: TSchema };
  if (typeof value === 'string') return format === 'password' ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return items ? value.flatMap((item) => secretsOf(items, item)) : [];
  const fields = Object.entries(properties ?? {}) as [string, TSchema][];
  return fields.flatMap(([name, field]) => secretsOf(field, (value as Record<string, unknown>)[name]));
}
