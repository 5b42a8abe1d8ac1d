import { document, integer, nullable, sealed, table, text } from './table.ts';

/** Profiles of custom tokens. */
export const factorProfiles = table('factor_profiles', {
  id: text(),
  name: text(),
  vendor_name: text(),
  settings: document(),
  created_at: text(),
  updated_at: text(),
});

/** A factor, by its claim, that was enrolled with a profile. */
export const factorProfileUses = table('factor_profile_uses', { claim: text(), profile_id: text() });

/** The organization's pool. Which user holds a token is not a column: it is the factor that has the token's claim. */
export const yubikeyTokens = table('yubikey_tokens', {
  id: text(),
  serial: text(),
  public_id: text(),
  /** Private id and AES key. */
  secrets: sealed(),
  seed_digest: text(),
  created_at: text(),
  /** When it was assigned; kept when it is assigned no longer. */
  activated_at: nullable(text()),
  last_verified_at: text(),
  updated_at: text(),
});

/** The counter of the last passcode accepted from a seed; outlives the token. */
export const yubikeyCounts = table('yubikey_counts', { seed_digest: text(), last_count: integer() });
