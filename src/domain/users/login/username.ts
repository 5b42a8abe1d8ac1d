import { obeysBidiRule } from './bidiRule.ts';
import { classOf } from './codePoints.ts';
import { obeysContextRules } from './contextRules.ts';

/** Fullwidth and halfwidth forms, which RFC 8265 section 3.3.2 maps; U+3000, the fullwidth blank, is none of a userpart. */
const WIDE = /[\uff01-\uffef]/gu;

/**
 * A userpart as RFC 8265 section 3.3 (UsernameCaseMapped) compares it: letters of other widths mapped, small, in NFC. Undefined
 * when it is none, for a code point that is invisible, turns the order of others or looks like one of them. Stricter than
 * the RFC in one thing: no zero width joiner is let through for its neighbours.
 */
export function caseMappedUserpart(text: string): string | undefined {
  const narrow = narrowed(text);
  // Before letters are changed, too: the sign of Kelvin is no k (section 3.3.1).
  if (!isIdentifier(narrow)) return undefined;
  const mapped = mappedOf(narrow);
  if (mappedOf(narrowed(mapped)) !== mapped) return undefined;
  return isIdentifier(mapped) && obeysContextRules(mapped) && obeysBidiRule(mapped) ? mapped : undefined;
}

/** Letters of full or half width as the ones they stand for. */
export const narrowed = (text: string): string => text.replace(WIDE, (wide) => wide.normalize('NFKC'));

const mappedOf = (text: string): string => text.toLowerCase().normalize('NFC');

const isIdentifier = (text: string): boolean =>
  text !== '' && [...text].every((character) => classOf(character.codePointAt(0) ?? 0) !== 'refused');
