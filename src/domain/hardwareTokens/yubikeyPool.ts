import type { OtpSecrets } from './yubicoOtp.ts';

/** A YubiKey as its seed file describes it. */
export interface YubikeySeed extends OtpSecrets {
  /** The number printed on the key, with zeroes before it: 12 digits (fact 27). */
  readonly serial: string;
  /** 12 modhex characters: what each of its passcodes starts with. */
  readonly publicId: string;
}

/**
 * The status of a token of the pool. Once it has been assigned it never is UNASSIGNED again: whoever finds the lost key
 * of a removed factor must not be able to enroll it. Deleting it and uploading its seed again makes it available
 * (facts 108, 217).
 */
export type YubikeyStatus = 'UNASSIGNED' | 'ACTIVE' | 'BLOCKED';

/** A token of the pool with its secrets, for the kind that judges its passcodes. */
export interface YubikeyToken extends YubikeySeed {
  readonly id: string;
  readonly status: YubikeyStatus;
  /** The count of the last passcode ever accepted with this seed; -1 when there was none. */
  readonly count: number;
}

/** Changes of the pool by enrolling, using and removing a YubiKey. */
export type YubikeyWrite =
  | ({ readonly do: 'assignYubikey' } & Pressed)
  | ({ readonly do: 'useYubikey' } & Pressed)
  | { readonly do: 'releaseYubikey'; readonly tokenId: string; readonly at: Temporal.Instant };

interface Pressed {
  readonly tokenId: string;
  /** The count of the passcode that was accepted. */
  readonly count: number;
  readonly at: Temporal.Instant;
}

/** Held by the factor a token is assigned to, as long as there is that factor. */
export const yubikeyClaim = (tokenId: string): string => `yubikey:${tokenId}`;
