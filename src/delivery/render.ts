import type { Message } from '../domain/messages/message.ts';
import { fillIn } from '../domain/templates/macros.ts';
import type { Outgoing } from './delivery.ts';
import { escapeHtml, htmlOf } from './html.ts';

/** A message in the form of its channel: written in a text message or an e-mail, spoken in a call. */
export type Rendered =
  | { readonly channel: 'sms' | 'call'; readonly text: string }
  | { readonly channel: 'email'; readonly subject: string; readonly text: string; readonly html: string };

/** A message in its final words; `language` is BCP 47, `en` for a template's own text. */
export type RenderedMessage = Rendered & { readonly language: string };

/** Puts a message into the words that were chosen for it. */
export function renderMessage({ message, wording }: Pick<Outgoing, 'message' | 'wording'>): RenderedMessage {
  const { channel, values } = message;
  const { texts, orgName, language = 'en' } = wording;
  const shown = { 'org.name': orgName, lifetime: duration(values.lifetime, language) };
  if (channel !== 'email') {
    return { channel, language, text: fillIn(texts.template, { ...shown, code: said(message) }) };
  }
  const filled = { ...shown, code: said(message) };
  const escaped = Object.fromEntries(Object.entries(filled).map(([name, value]) => [name, escapeHtml(value)]));
  return {
    channel,
    language,
    // Never holds the code: subjects are shown on locked screens. A line break in a name would begin a header of its own.
    subject: fillIn(texts.subject ?? '', shown).replace(/\p{Cc}+/gu, ' '),
    text: fillIn(texts.template, filled),
    html: fillIn(texts.html ?? htmlOf(texts.template, language), escaped),
  };
}

/**
 * A voice reads digit by digit, or it would read a number in the millions; long codes are written in groups of four. Links and
 * tokens, which come in the place of a code, stay whole.
 */
function said({ channel, values: { code } }: Message): string {
  if (channel === 'call') return [...code].join(', ');
  return code.length > LONGEST_UNGROUPED && /^\d+$/.test(code) ? code.replace(/(.{4})(?=.)/g, '$1 ') : code;
}

const LONGEST_UNGROUPED = 10;

/** Lifetimes in words by language and lifetime, of which an organization has few. */
const durations = new Map<string, string>();
const MOST_DURATIONS = 100;

/** Seconds from which a length of time is said in days, and below which it is said to the second. */
const TWO_DAYS = 172_800;
const AN_HOUR = 3_600;

/**
 * In the largest units that fit, and as exactly as anybody says it: an hour and a half is not 5400 seconds, and a week is not 168
 * hours. Nothing is promised for longer than it lives.
 */
function duration(lifetime: Temporal.Duration, language: string): string {
  const key = `${language} ${lifetime}`;
  let words = durations.get(key);
  if (words === undefined) {
    // Takes as long as everything else about a message together.
    const seconds = lifetime.total('seconds');
    const length = lifetime.round({
      largestUnit: seconds >= TWO_DAYS ? 'days' : 'hours',
      smallestUnit: seconds >= TWO_DAYS ? 'hours' : seconds >= AN_HOUR ? 'minutes' : 'seconds',
      roundingMode: 'floor',
    });
    words = length.toLocaleString([language, 'en'], { style: 'long' });
    if (durations.size === MOST_DURATIONS) durations.clear();
    durations.set(key, words);
  }
  return words;
}
