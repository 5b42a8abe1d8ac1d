/** What stands between the digits of a number that people write. */
const BETWEEN_DIGITS = /(?<=\d)[\s().\-/\p{Pd}]+(?=\d)/gu;

/** Texts that have a phone number in them, however it is written, or its national part alone. */
export const withNumber = (texts: readonly string[], national: string): readonly string[] =>
  texts.filter((text) => text.replace(BETWEEN_DIGITS, '').includes(national));

/** Texts that have an e-mail address in them, in whatever letter case. */
export const withEmail = (texts: readonly string[], address: string): readonly string[] =>
  texts.filter((text) => text.toLowerCase().includes(address.toLowerCase()));
