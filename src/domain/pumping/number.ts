import {
  type CountryCode,
  isSupportedCountry,
  type NumberType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

/** The facts about an E.164 number in the world's numbering plans. */
export interface NumberFacts {
  /** Countries it may belong to, ISO 3166-1 alpha-2; `001` alone for satellite and international networks. */
  readonly countries: readonly string[];
  /** In use as its plan says, rather than only of a possible length. */
  readonly valid: boolean;
  readonly type: NumberType;
}

/** Satellite and international networks, as libphonenumber calls what has no country. */
export const NO_COUNTRY = '001';

/** Whether there is a country of this code, ISO 3166-1 alpha-2. */
export const isCountry = (code: string): boolean => isSupportedCountry(code);

/** Looks a number up in the full tables, which know premium rates; the small ones elsewhere know lengths only. */
export function numberFacts(e164: string): NumberFacts {
  const parsed = parsePhoneNumberFromString(e164);
  if (!parsed) return { countries: [], valid: false, type: undefined };
  const possible: readonly CountryCode[] = parsed.country ? [parsed.country] : parsed.getPossibleCountries();
  const countries = parsed.isNonGeographic() ? [NO_COUNTRY] : possible;
  return { countries, valid: parsed.isValid(), type: parsed.getType() };
}
