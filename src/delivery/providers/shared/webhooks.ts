import { createHash, createHmac } from 'node:crypto';
import { sameSecret } from '../../../domain/values/sameSecret.ts';
import type { DeliveryReport, WebhookReply, WebhookRequest } from '../../provider.ts';

/** Older calls are somebody's recording; vendors themselves allow their clocks this much. */
const TOLERANCE_SECONDS = 300;

/** A vendor's words for the final states of a message or call. */
export type ReportWords = Readonly<Record<string, DeliveryReport['status']>>;

/** A genuine call that tells of a step on the way. */
export const nothingYet: WebhookReply = { reports: [] };

/** The report on a message, by the vendor's table of statuses; a status that is not in the table is not final. */
export function reportOf(reference: unknown, status: unknown, words: ReportWords, code?: string): WebhookReply {
  const name = String(status ?? '');
  const known = Object.hasOwn(words, name) ? words[name] : undefined;
  if (typeof reference !== 'string' || reference === '' || !known) return nothingYet;
  if (known === 'DELIVERED') return { reports: [{ reference, status: known }] };
  const plain = code !== undefined && /^[A-Za-z0-9_.-]{1,60}$/.test(code) && code !== '0' ? ` ${code}` : '';
  return { reports: [{ reference, status: known, reason: `${name}${plain}` }] };
}

/** Whether a signature is there and is the right one. */
export const same = (given: string | undefined, expected: string): boolean =>
  given !== undefined && sameSecret(expected, given);

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** An HMAC in the encoding the vendor writes it in. */
export const hmac = (
  algorithm: 'sha1' | 'sha256' | 'sha512',
  key: string,
  text: string,
  encoding: 'base64' | 'hex' | 'base64url',
): string => createHmac(algorithm, key).update(text).digest(encoding);

/** Whether a time in seconds is about now. */
export const isFresh = (seconds: number, now: Temporal.Instant): boolean =>
  Math.abs(now.epochMilliseconds / 1000 - seconds) <= TOLERANCE_SECONDS;

/** The fields of a call: those of a form or of JSON in its body, else those of its URL. */
export function fieldsOf({ url, body }: WebhookRequest): Readonly<Record<string, string>> {
  if (body.trim() === '') return Object.fromEntries(new URL(url).searchParams);
  if (!body.trimStart().startsWith('{')) return Object.fromEntries(new URLSearchParams(body));
  try {
    const flat = Object.entries(JSON.parse(body) as object).filter(([, value]) => typeof value !== 'object');
    return Object.fromEntries(flat.map(([key, value]) => [key, String(value)]));
  } catch {
    return {};
  }
}

/**
 * A token of ours for vendors that sign nothing: it goes along in the URL they are given and must come back. It is
 * derived from their credentials, hence different for every configuration, stored nowhere and gone when they change.
 */
const reportToken = (credential: string): string =>
  hmac('sha256', credential, 'cofactor delivery reports', 'base64url');

/** The webhook URL with our token. */
export function withToken(webhookUrl: string, credential: string): string {
  const url = new URL(webhookUrl);
  url.searchParams.set('token', reportToken(credential));
  return url.href;
}

/** Whether our token came back. */
export const hasToken = ({ url }: WebhookRequest, credential: string): boolean =>
  same(new URL(url).searchParams.get('token') ?? undefined, reportToken(credential));
