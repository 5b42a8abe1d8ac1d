import type { LinkPurpose, UserProvider, UserStatus } from '../../domain/users/user.ts';
import type { PhoneChannel } from '../../domain/values/phone.ts';
import { document, double, flag, integer, keyedHash, nullable, sealed, table, text } from './table.ts';

export const users = table('users', {
  id: text(),
  /** The login as RFC 8265 compares it, or folded where it is older than that: unique. */
  login_key: text(),
  status: text<UserStatus>(),
  suspended_from: nullable(text<UserStatus>()),
  profile: document(),
  password_hash: nullable(text()),
  recovery_question: nullable(text()),
  recovery_answer_hash: nullable(text()),
  created_at: text(),
  activated_at: nullable(text()),
  status_changed_at: nullable(text()),
  last_login_at: nullable(text()),
  updated_at: text(),
  password_changed_at: nullable(text()),
  version: integer(),
  /** Null: OKTA. */
  provider: nullable(text<UserProvider>()),
  /** SHA-256 of the token of the link by which the user sets a password. */
  link_digest: nullable(text()),
  /** `used`: the link was used at the time of `link_expires_at`. */
  link_purpose: nullable(text<LinkPurpose | 'used'>()),
  link_expires_at: nullable(text()),
});

/** Searchable attributes of a user, folded to lower case, a row for each value; `name` is the profile's key. */
export const userAttributes = table('user_attributes', {
  user_id: text(),
  name: text(),
  position: integer(),
  value_key: text(),
  value_number: nullable(double()),
});

/** The phones that users have been reached at. */
export const phones = table('phones', {
  user_id: text(),
  channel: text<PhoneChannel>(),
  id: text(),
  /** The number as it was written and as it is called, and the extension. */
  address: sealed(),
  /** Hashes of the number, and of its last four digits. */
  address_hash: keyedHash(),
  tail_hash: keyedHash(),
  verified: flag(),
});

/** Phones of versions before migration 0021, until they are sealed and move to `phones`; then it is empty. */
export const unsealedPhones = table('unsealed_phones', {
  user_id: text(),
  channel: text<PhoneChannel>(),
  id: text(),
  number: text(),
  e164: text(),
  extension: nullable(text()),
  verified: flag(),
});
