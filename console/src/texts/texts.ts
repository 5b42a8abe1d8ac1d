import { en } from './en.ts';
import type { TextKey, Texts } from './keys.ts';

/** Gives the text of a key with its values in place. */
export type Translate = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** Languages beside English, with a file each; they are loaded when a browser asks for them. */
const others: Readonly<Record<string, () => Promise<Texts>>> = {
  de: () => import('./de.ts').then(({ de }) => de),
};

/** The first of the reader's languages that the console has, with its texts; English when it has none. */
export async function loadTexts(
  wanted: readonly string[],
): Promise<{ readonly language: string; readonly texts: Texts }> {
  for (const tag of wanted) {
    const language = tag.split('-')[0]?.toLowerCase() ?? '';
    if (language === 'en') break;
    const load = others[language];
    if (load) return { language, texts: await load() };
  }
  return { language: 'en', texts: en };
}

export const translateWith =
  (texts: Texts): Translate =>
  (key, values = {}) =>
    texts[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
