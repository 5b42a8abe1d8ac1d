import type { en } from './en.ts';

/** The key of a text. */
export type TextKey = keyof typeof en;

/** All texts in one language. */
export type Texts = Readonly<Record<TextKey, string>>;
