import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import type { SigningAlgorithm } from '../../domain/oauth/algorithms.ts';
import type { PublicKey } from '../../domain/oauth/publicKey.ts';

/** The digest of each algorithm (RFC 7518 section 3.1); Ed25519 has its own (RFC 8032). */
const DIGESTS: Readonly<Record<SigningAlgorithm, string | null>> = {
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
  EdDSA: null,
  Ed25519: null,
};

/** Keys come again with every proof that an app makes; to read one takes longer than to check a signature. */
const MAX_KEYS = 1_000;
const keys = new Map<string, KeyObject>();

/**
 * Whether the signature of a compact JWS holds; its key and algorithm must fit each other. It is checked on this thread: to
 * hand it to another one takes longer than the check. False too for a key whose numbers are none.
 */
export function signatureHolds(text: string, key: PublicKey, algorithm: SigningAlgorithm): boolean {
  const end = text.lastIndexOf('.');
  const signature = Buffer.from(text.slice(end + 1), 'base64url');
  try {
    // JWS writes both numbers of an ECDSA signature at their full length (RFC 7518 section 3.4).
    const checked = { key: keyObject(key), dsaEncoding: 'ieee-p1363' } as const;
    return verify(DIGESTS[algorithm], Buffer.from(text.slice(0, end)), checked, signature);
  } catch {
    return false;
  }
}

/** The key in the form that signatures are checked with; the last 1,000 are remembered. */
function keyObject(key: PublicKey): KeyObject {
  const name = JSON.stringify(numbersOf(key));
  const known = keys.get(name);
  if (known) return known;
  const read = createPublicKey({ key: { ...numbersOf(key) }, format: 'jwk' });
  if (keys.size >= MAX_KEYS) keys.delete(keys.keys().next().value ?? '');
  keys.set(name, read);
  return read;
}

/** The SHA-256 thumbprint of a key (RFC 7638), in base64url. */
export const thumbprintOf = (key: PublicKey): string => hash('sha256', JSON.stringify(numbersOf(key)), 'base64url');

/** The members that make a key what it is, in the order of their names (RFC 7638 section 3.2, RFC 8037 section 2). */
function numbersOf({ kty, crv, e, n, x, y }: PublicKey): Readonly<Record<string, string | undefined>> {
  if (kty === 'RSA') return { e, kty, n };
  return kty === 'EC' ? { crv, kty, x, y } : { crv, kty, x };
}
