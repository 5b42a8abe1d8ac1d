// Written out, and not derived from schemas: the types of the package must need no other package.

/** The manner of a phone's owner, by which questions are answered. */
export interface PhoneManner {
  /** `approve` unless told. */
  readonly behaviour?: 'approve' | 'deny' | 'not-me' | 'wrong-number' | 'silent';
  /** Thinks it over, `PT2S` for example. */
  readonly delay?: string;
}

/** Settings of a new phone: an activation link, or the push factor whose QR code it scans. */
export interface PhoneWish extends PhoneManner {
  readonly link?: string;
  readonly userId?: string;
  readonly factorId?: string;
  readonly name?: string;
  readonly platform?: 'ANDROID' | 'IOS' | 'WEB';
}

/** An answer that a test gives in the owner's place. */
export interface PhoneAnswer {
  /** The newest one that waits, unless told. */
  readonly transaction?: string;
  readonly decision: 'APPROVE' | 'DENY' | 'NOT_ME';
  /** The right one, unless told. */
  readonly number?: number;
}

/** Settings of a new WebAuthn key. */
export interface KeyWish {
  /** The first that is asked for, unless told. */
  readonly alg?: 'ES256' | 'RS256' | 'EdDSA';
  /** Whether it has a PIN or knows its finger; true unless told. */
  readonly userVerification?: boolean;
  readonly attestation?: 'packed' | 'none';
  /** A passkey that is copied between devices, and does not count. */
  readonly synced?: boolean;
}

/** Settings of a new YubiKey. */
export interface YubikeyWish {
  /** Puts it into the organization's pool at once. */
  readonly upload?: boolean;
}
