import { parsePhoneNumberFromString } from 'libphonenumber-js';

export type PhoneChannel = 'sms' | 'call';

/**
 * A phone a user has been reached at. It outlives the factor that proved it: remembered verification (house rule:
 * phones are the user's, not the factor's; facts 46, 47, 61).
 */
export interface Phone {
  readonly id: string;
  readonly userId: string;
  readonly channel: PhoneChannel;
  /** As the caller wrote it (fact 14). */
  readonly number: string;
  /** E.164: what is compared and called. */
  readonly e164: string;
  readonly extension?: string;
  readonly verified: boolean;
}

/** The country of an E.164 number, ISO 3166-1 alpha-2; undefined where the number does not tell. */
export function countryOf(e164: string): string | undefined {
  return parsePhoneNumberFromString(e164)?.country;
}
