/** The authenticator's data about one use, signed with everything else (WebAuthn section 6.1). */
export interface AuthenticatorData {
  /** SHA-256 of the RP id it was used for, base64url. */
  readonly rpIdHash: string;
  /** Somebody touched it. */
  readonly present: boolean;
  /** It knows who: by PIN, finger or face. */
  readonly verified: boolean;
  /** The credential may be copied to other devices of its owner, as synced passkeys are. */
  readonly syncable: boolean;
  /** The number of its uses; 0 where it does not count. */
  readonly counter: number;
}

const HEAD = 37;

/** Reads the part that both ceremonies have; undefined when there is less. */
export function readAuthenticatorData(bytes: Uint8Array): AuthenticatorData | undefined {
  if (bytes.length < HEAD) return undefined;
  const data = Buffer.from(bytes);
  const flags = data.readUInt8(32);
  return {
    rpIdHash: data.toString('base64url', 0, 32),
    present: (flags & 0x01) !== 0,
    verified: (flags & 0x04) !== 0,
    syncable: (flags & 0x08) !== 0,
    counter: data.readUInt32BE(33),
  };
}
