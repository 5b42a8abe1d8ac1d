import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** A number for logs and people who need not know it: country code and last two digits. */
export function maskPhone(e164: string): string {
  return `${e164.slice(0, 3)}${'X'.repeat(Math.max(0, e164.length - 5))}${e164.slice(-2)}`;
}

/** An address for the same: its first letter, unless that is all there is, and its domain. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${at > 1 ? address.slice(0, 1) : ''}***${at >= 0 ? address.slice(at) : ''}`;
}

/** Anything that people or machines put between the digits of a number. */
const BETWEEN = '[\\s().\\-/\\p{Pd}]*';
/** Fewer digits may be anything. */
const TELLING = 6;

/** Somebody else's words without an address that they may repeat: an e-mail address in any letter case, a number in any spelling. */
export function withoutAddress(words: string, address: string): string {
  if (address.includes('@')) return words.replace(new RegExp(RegExp.escape(address), 'giu'), '…');
  const parsed = parsePhoneNumberFromString(address);
  const national = parsed?.nationalNumber ?? address.replace(/\D/g, '');
  if (national.length < TELLING) return words.replaceAll(address, '…').replaceAll(address.slice(1), '…');
  const code = [...(parsed?.countryCallingCode ?? '')].join(BETWEEN);
  return words.replace(new RegExp(`\\+?(?:${code}${BETWEEN})?${[...national].join(BETWEEN)}`, 'gu'), '…');
}
