import type { YubikeyStatus } from './yubikeyPool.ts';

/** A YubiKey of the organization's pool, without its secrets. */
export interface YubikeyRecord {
  readonly id: string;
  /** 12 digits. */
  readonly serial: string;
  readonly publicId: string;
  readonly status: YubikeyStatus;
  readonly created: Temporal.Instant;
  readonly activated?: Temporal.Instant;
  /** When it was uploaded, as long as it has not been used (fact 215). */
  readonly lastVerified: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
  /** The factor it is assigned to. */
  readonly holder?: { readonly userId: string; readonly factorId: string };
}
