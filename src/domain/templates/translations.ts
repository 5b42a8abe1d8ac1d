import { foldLanguage, isLanguage } from '../values/languages.ts';
import type { Texts } from './template.ts';
import type { Problems } from './textRules.ts';

type Given = Readonly<Record<string, string | object | null>>;
type Translations = Readonly<Record<string, Texts>>;

/** More languages than anybody writes to; a bound for what one template can grow to. */
const MOST = 200;

/** The translations there were, with those given added or changed; null or nothing removes one (fact 174). */
export function changedTranslations(
  given: Given,
  before: Translations,
  textsOf: (texts: object) => Texts,
  problems: Problems,
): Translations {
  const named = new Map(Object.entries(before).map(([name, texts]) => [foldLanguage(name), { name, texts }]));
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(given)) {
    const field = `translations.${name.slice(0, 35)}`;
    const language = foldLanguage(name);
    if (!isLanguage(name)) problems.add(field, 'Not a language of ISO 639-1 (nl), or a regional form of one (nl_NL)');
    else if (seen.has(language)) problems.add(field, 'Given twice');
    else if (value === null || value === '') named.delete(language);
    else named.set(language, { name, texts: typeof value === 'string' ? { template: value } : textsOf(value) });
    seen.add(language);
  }
  if (named.size > MOST) problems.add('translations', `At most ${MOST}`);
  return Object.fromEntries([...named.values()].map(({ name, texts }) => [name, texts]));
}
