import type { Message } from '../messages/message.ts';
import { foldLanguage, languageTag, wantedLanguages } from '../values/languages.ts';
import { defaultTexts } from './defaultTexts.ts';
import { lengthToCode } from './macros.ts';
import { DEFAULT_TEMPLATE, type MessageTemplate, type Wording } from './template.ts';

/** A phone shows this much of a text message before the rest may be cut off or come apart (fact 177). */
export const SMS_LENGTH = 160;

/**
 * The words of one message. Without a template it is the built-in one; its translation is the one that fits the
 * request's languages best, else the template's own text (facts 48, 178).
 */
export function chooseWording(
  message: Pick<Message, 'channel' | 'purpose' | 'language' | 'values'>,
  template: MessageTemplate | undefined,
  orgName: string,
): Wording {
  const builtIn = { templateId: DEFAULT_TEMPLATE, texts: defaultTexts(message.channel, message.purpose), orgName };
  if (!template) return builtIn;
  const name = translationFor(template.translations, message.language ?? '');
  const texts = name === undefined ? template.texts : (template.translations[name] ?? template.texts);
  // Okta keeps such a message back (fact 177); here its reader gets the code in other words.
  const cutOff =
    message.channel === 'sms' &&
    lengthToCode(texts.template, { code: message.values.code, 'org.name': orgName }) > SMS_LENGTH;
  if (cutOff) return builtIn;
  return { templateId: template.id, texts, orgName, ...(name !== undefined && { language: languageTag(name) }) };
}

/**
 * The translation for each wanted language in turn, exact, then without its region; English is the template's own text.
 */
function translationFor(translations: MessageTemplate['translations'], header: string): string | undefined {
  const names = new Map(Object.keys(translations).map((name) => [foldLanguage(name), name]));
  for (const wanted of wantedLanguages(header)) {
    for (let range = wanted; range !== ''; range = range.slice(0, Math.max(range.lastIndexOf('-'), 0))) {
      const name = names.get(range);
      if (name !== undefined) return name;
      if (range === '*' || range === 'en') return undefined;
    }
  }
  return undefined;
}
