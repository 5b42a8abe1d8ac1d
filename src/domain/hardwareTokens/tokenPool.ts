import type { FactorProfile, FactorProfileWrite } from './factorProfile.ts';
import type { YubikeyToken, YubikeyWrite } from './yubikeyPool.ts';

/**
 * What belongs to the organization rather than to a user and a kind may have to look up: profiles of custom tokens,
 * the pool of hardware tokens. Reads only; what a kind wants changed goes into its decision.
 */
export interface OrgReads {
  /** What custom tokens enrolled with this id are like. */
  factorProfile(id: string): Promise<FactorProfile | undefined>;
  /** The token whose passcodes start with these 12 modhex characters. */
  yubikey(publicId: string): Promise<YubikeyToken | undefined>;
}

/** A change of the organization's things that happens whole with the factor's, or not at all. Kinds add theirs. */
export type OrgWrite = FactorProfileWrite | YubikeyWrite;
