import { createContext, useContext } from 'react';
import { formatsOf } from './formats.ts';
import type { Texts } from './keys.ts';
import { type Translate, translateWith } from './texts.ts';

/** The words and the forms of times in the reader's language. */
export interface Words extends ReturnType<typeof formatsOf> {
  readonly t: Translate;
  readonly language: string;
}

const Context = createContext<Words | undefined>(undefined);

/** Gives the parts of the console their language. */
export const WordsProvider = Context.Provider;

export const wordsOf = (language: string, texts: Texts): Words => ({
  t: translateWith(texts),
  language,
  ...formatsOf(language),
});

export function useWords(): Words {
  const words = useContext(Context);
  if (!words) throw new Error('there is no WordsProvider around this');
  return words;
}
