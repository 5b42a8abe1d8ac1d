import { Option } from 'commander';
import { ConfigError } from '../../config.ts';
import { isCountry } from '../../domain/pumping/number.ts';
import type { CountryCode } from '../../domain/values/phoneNumber.ts';

/** The flag that says whose phone numbers are written without a plus sign. */
export const countryFlag = (): Option =>
  new Option('--default-country <code>', 'the country that phone numbers without a plus sign are of')
    .env('COFACTOR_DEFAULT_COUNTRY')
    .argParser(country)
    .default('US');

function country(text: string): CountryCode {
  const code = text.trim().toUpperCase();
  if (isCountry(code)) return code as CountryCode;
  throw new ConfigError(`--default-country must be a two-letter code like US, not ${text}`);
}
