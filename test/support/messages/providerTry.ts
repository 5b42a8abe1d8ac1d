import type { Addressed, ProviderIo, WebhookRequest } from '../../../src/delivery/provider.ts';
import { trustedConnector } from '../../../src/outgoing/connector.ts';

/** When providers are tried: their signatures are about this instant. */
export const NOW = Temporal.Instant.from('2026-11-23T12:00:00Z');
export const NOW_SECONDS = NOW.epochMilliseconds / 1000;
export const WEBHOOK = 'https://mfa.example.com/hooks/providers/prv1';

type Over = Partial<Omit<Addressed, 'rendered'>>;
const common = { to: '+18024482036', id: 'msg1', language: 'en', code: '749281' };

/** A text message with a code. */
export const sms = (over: Over = {}): Addressed => ({
  ...common,
  rendered: { channel: 'sms', text: 'Your verification code is 749281.' },
  ...over,
});

/** A call that says the same. */
export const call = (over: Over = {}): Addressed => ({
  ...common,
  rendered: { channel: 'call', text: 'Your code is 7, 4, 9, 2, 8, 1.' },
  ...over,
});

/** An e-mail with it. */
export const email = (over: Over = {}): Addressed => ({
  ...common,
  to: 'ada@example.com',
  rendered: {
    channel: 'email',
    subject: 'Your verification code',
    text: 'Your verification code is 749281.',
    html: '<p>Your verification code is <b>749281</b>.</p>',
  },
  ...over,
});

/** The outside world of a provider, at `NOW`. */
export const io = (over: Partial<ProviderIo> = {}): ProviderIo => ({
  fetch,
  connector: trustedConnector,
  signal: AbortSignal.timeout(10_000),
  now: NOW,
  random: (bytes) => new Uint8Array(bytes).fill(7),
  ...over,
});

/** A vendor's call of our webhook. */
export const webhook = (over: Partial<WebhookRequest>): WebhookRequest => ({
  method: 'POST',
  url: WEBHOOK,
  headers: {},
  body: '',
  ...over,
});

/** Fields as vendors post them in forms. */
export const formBody = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();
