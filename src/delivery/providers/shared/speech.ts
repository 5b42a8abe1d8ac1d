import type { ReportWords } from './webhooks.ts';

/** The country whose voice reads a language that names none. */
const usual: Readonly<Record<string, string>> = {
  ...{ ar: 'AE', ca: 'ES', cs: 'CZ', da: 'DK', el: 'GR', en: 'US', et: 'EE', fa: 'IR', he: 'IL', hi: 'IN', ja: 'JP' },
  ...{ ko: 'KR', nb: 'NO', no: 'NO', pt: 'BR', sl: 'SI', sv: 'SE', uk: 'UA', vi: 'VN', zh: 'CN' },
};

/** A language as voices are named: `de` becomes `de-DE`, `en` `en-US`; what has a region keeps it. */
export function voiceLanguage(language: string): string {
  const [name = 'en', ...rest] = language.split(/[-_]/);
  const region = rest.find((subtag) => /^[A-Za-z]{2}$/.test(subtag));
  const lower = name.toLowerCase();
  return `${lower}-${(region ?? usual[lower] ?? lower).toUpperCase()}`;
}

/** A call in the XML that Twilio made and others took over: what is said once it is answered. */
export function sayXml(text: string, language: string, tag: 'Say' | 'Speak' = 'Say', voice?: string): string {
  const chosen = voice === undefined ? '' : ` voice="${escapeXml(voice)}"`;
  const said = `<${tag} language="${escapeXml(voiceLanguage(language))}"${chosen}>${escapeXml(text)}</${tag}>`;
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${said}</Response>`;
}

/** The final states of calls by such XML, of Twilio and of those who took it over. */
export const xmlCallWords: ReportWords = {
  completed: 'DELIVERED',
  busy: 'UNDELIVERED',
  'no-answer': 'UNDELIVERED',
  failed: 'UNDELIVERED',
  canceled: 'UNDELIVERED',
};

/**
 * An extension to dial once a call is answered; each `w` is half a second, in which a switchboard gets ready to
 * listen.
 */
export const switchboardDigits = (extension: string): string => `wwww${extension}`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
