import type { FactorProfile, FactorProfileWrite } from './factorProfile.ts';
import type { YubikeyToken, YubikeyWrite } from './yubikeyPool.ts';

/**
 * Things of the organization that a kind may have to look up: profiles of custom tokens, the pool of hardware tokens.
 * Reads only; changes that a kind wants go into its decision.
 */
export interface OrgReads {
  /** The profile of custom tokens with this id. */
  factorProfile(id: string): Promise<FactorProfile | undefined>;
  /** The token whose passcodes start with these 12 modhex characters. */
  yubikey(publicId: string): Promise<YubikeyToken | undefined>;
}

/** A change of the organization's things that happens whole with the factor's, or not at all. Kinds add theirs. */
export type OrgWrite = FactorProfileWrite | YubikeyWrite;
