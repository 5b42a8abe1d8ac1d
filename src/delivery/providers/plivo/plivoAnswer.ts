import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { Addressed, ProviderIo, WebhookReply } from '../../provider.ts';
import { parsed } from '../shared/exchange.ts';
import { sayXml } from '../shared/speech.ts';
import { isFresh } from '../shared/webhooks.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The URL at which Plivo asks for the words of a call. They travel in it sealed (AES-256-GCM): URLs are logged, a code
 * must not. Nothing is stored, so whichever process is asked can answer.
 */
export function answerUrl(
  webhookUrl: string,
  { rendered, language }: Addressed,
  authToken: string,
  { now, random }: Pick<ProviderIo, 'now' | 'random'>,
): string {
  const iv = random(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(authToken), iv);
  const words = JSON.stringify({ text: rendered.text, language, at: Math.floor(now.epochMilliseconds / 1000) });
  const sealed = Buffer.concat([iv, cipher.update(words, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const url = new URL(webhookUrl);
  url.searchParams.set('say', sealed.toString('base64url'));
  return url.href;
}

/** The words to speak; undefined when they were not sealed here, or too long ago. */
export function spokenAnswer(say: string, authToken: string, now: Temporal.Instant): WebhookReply | undefined {
  const words = opened(Buffer.from(say, 'base64url'), authToken) as
    | { readonly text: string; readonly language: string; readonly at: number }
    | undefined;
  if (!words || !isFresh(words.at, now)) return undefined;
  return { reports: [], body: { type: 'application/xml', text: sayXml(words.text, words.language, 'Speak') } };
}

function opened(sealed: Buffer, authToken: string): unknown {
  if (sealed.length < IV_BYTES + TAG_BYTES) return undefined;
  const tag = sealed.subarray(-TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(authToken), sealed.subarray(0, IV_BYTES));
  decipher.setAuthTag(tag);
  try {
    const text = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)).toString() + decipher.final('utf8');
    return parsed(text);
  } catch {
    return undefined;
  }
}

const keyOf = (authToken: string): Buffer => createHmac('sha256', authToken).update('cofactor plivo answer').digest();
