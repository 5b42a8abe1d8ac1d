import type { Channel } from '../messages/message.ts';
import type { MessageRecord } from '../messages/messageRecord.ts';

/** Everyday words for each kind of message. */
export const nouns: Readonly<Record<Channel, string>> = { sms: 'text message', call: 'phone call', email: 'e-mail' };

/** The text as a sentence begins. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** An instant as a support person reads it: UTC, to the second. */
export const clock = (at: Temporal.Instant): string =>
  at.toString({ smallestUnit: 'second' }).replace('T', ' ').replace('Z', ' UTC');

/** `text message to +18XXXXXXX01 (US)`. */
export function named({ channel, recipient, country }: MessageRecord): string {
  return `${nouns[channel]} to ${recipient}${country === undefined ? '' : ` (${country})`}`;
}

/** Our nouns begin as they sound. */
export const withArticle = (noun: string): string => `${/^[aeio]/.test(noun) ? 'An' : 'A'} ${noun}`;

/** Plain words for Cofactor's reasons not to send a message; a vendor's own words stay as they are. */
export function reasonText(reason: string): string {
  return reasons.get(reason) ?? reason;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['NO_SMS_PROVIDER', 'no provider for text messages is configured'],
  ['NO_CALL_PROVIDER', 'no provider for calls is configured'],
  ['NO_EMAIL_PROVIDER', 'no provider for e-mail is configured'],
  ['NO_SMS_ROUTE', 'none of the providers for text messages serves this number'],
  ['NO_CALL_ROUTE', 'none of the providers for calls serves this number'],
  ['NO_EMAIL_ROUTE', 'none of the providers for e-mail serves this address'],
  ['PROVIDERS_FAILED', 'every provider that was asked failed or timed out'],
  ['OPTED_OUT', 'the recipient has opted out of messages'],
  ['INVALID_RECIPIENT', 'the provider says that there is no such recipient'],
  ['DELIVERY_ERROR', 'the service itself failed while it was sending; its own log says how'],
  ['TOO_SOON', 'another message had gone to the same number within the last 30 seconds'],
]);
