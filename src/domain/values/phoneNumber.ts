import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js';

/** The two letters of a country, ISO 3166-1. */
export type { CountryCode };

/** Marks that lead the eye in text of two directions and travel along when a number is copied (Unicode UAX 9). */
const INVISIBLE = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A number as people write it. The parser finds one in any text, and what is sent is stored and shown (fact 14). */
const WRITTEN = /^[\p{Zs}(]*\+?[\d\p{Zs}\p{Pd}()./]+$/u;
const WITH_PLUS = /^[\p{Zs}(]*\+/u;

/** Characters of the E.164 form at most, the plus sign among them (fact 49). */
const MAX_LENGTH = 15;
/** Shorter ones, which exist in some countries, are mostly of services: nobody's phone unless the tables say so. */
const MIN_NATIONAL_DIGITS = 7;

/**
 * The E.164 form of a number as people write it (facts 14, 227), or undefined when no such number can exist or it could
 * be one of two. Without a plus sign it is a number of `defaultCountry`; else, where only that is possible, a whole
 * number whose plus sign is missing.
 */
export function toE164(text: string, defaultCountry?: CountryCode): string | undefined {
  if (text.length > 64) return undefined;
  const number = text.replace(INVISIBLE, '');
  if (!WRITTEN.test(number)) return undefined;
  const found = WITH_PLUS.test(number) || !defaultCountry ? existing(number) : withoutPlus(number, defaultCountry);
  return found && found.number.length <= MAX_LENGTH ? found.number : undefined;
}

/** The cause for a number that is none, with what to add. */
export const phoneForm = (field: string, defaultCountry: CountryCode): string =>
  `${field} must be E.164: a plus sign, country code and number. Without a plus sign it is read as a number of ${defaultCountry}.`;

function withoutPlus(number: string, country: CountryCode): PhoneNumber | undefined {
  const digits = digitsOf(number);
  const parsed = existing(number, country);
  const national =
    parsed && (parsed.isValid() || parsed.nationalNumber.length >= MIN_NATIONAL_DIGITS) ? parsed : undefined;
  // No country code starts with a zero: those are of a national form.
  const world = digits.startsWith('0') ? undefined : existing(`+${digits}`);
  if (!world?.isValid() || world.number === national?.number) return national;
  if (!national) return world;
  // It could be either; only the very form in which the country writes its own numbers decides it.
  return national.isValid() && digitsOf(national.formatNational()) === digits ? national : undefined;
}

/** A number of a length that exists, in today's form. */
function existing(text: string, country?: CountryCode): PhoneNumber | undefined {
  const parsed = parsePhoneNumberFromString(text, country);
  if (!parsed || parsed.ext) return undefined;
  return parsed.isPossible() ? parsed : reformed(parsed.number);
}

/**
 * Reforms that gave each number a new form and left the old one impossible: address books and messengers keep it. By
 * year: Mexico dropped the 1 of mobile phones in 2019; Côte d'Ivoire put the operator's prefix before mobile phones in
 * 2021; Benin put 01 before all in 2024.
 */
const REFORMS: readonly (readonly [old: RegExp, now: string])[] = [
  [/^\+521(\d{10})$/, '+52$1'],
  [/^\+225([04-9][0-3]\d{6})$/, '+22501$1'],
  [/^\+225([04-9][4-6]\d{6})$/, '+22505$1'],
  [/^\+225([04-9][7-9]\d{6})$/, '+22507$1'],
  [/^\+229(\d{8})$/, '+22901$1'],
];

function reformed(e164: string): PhoneNumber | undefined {
  const reform = REFORMS.find(([old]) => old.test(e164));
  const now = reform && parsePhoneNumberFromString(e164.replace(...reform));
  return now?.isValid() ? now : undefined;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');
