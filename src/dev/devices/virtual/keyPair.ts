import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { CBORType } from '@levischuck/tiny-cbor';

/** The signature algorithms that keys in the field have, by their COSE numbers (RFC 9053, RFC 8812). */
export const algorithms = { ES256: -7, EdDSA: -8, RS256: -257 } as const;

/** The name of one of them. */
export type Algorithm = keyof typeof algorithms;

/** A key pair of one credential: what it says of itself in COSE, and its signatures as WebAuthn wants them. */
export interface KeyPair {
  readonly alg: Algorithm;
  /** The public key as a COSE_Key map, in the order of CTAP2's canonical CBOR. */
  readonly cose: Map<number, CBORType>;
  /** The public key in the form of X.509 (SubjectPublicKeyInfo, DER). */
  readonly spki: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array;
}

/** Makes a key pair for a new credential. */
export function createKeyPair(alg: Algorithm): KeyPair {
  const { publicKey, privateKey } = generators[alg]();
  return {
    alg,
    cose: coseKey(alg, publicKey),
    spki: publicKey.export({ type: 'spki', format: 'der' }),
    sign: (bytes) => sign(alg === 'EdDSA' ? null : 'sha256', bytes, privateKey),
  };
}

const generators: Readonly<Record<Algorithm, () => { publicKey: KeyObject; privateKey: KeyObject }>> = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: () => generateKeyPairSync('ed25519'),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

/** RFC 9053 section 7 and RFC 8230 section 4: 1 is the key's type, 3 its algorithm, negative ones are its numbers. */
function coseKey(alg: Algorithm, publicKey: KeyObject): Map<number, CBORType> {
  const jwk = publicKey.export({ format: 'jwk' });
  const bytes = (field: 'x' | 'y' | 'n' | 'e') => new Uint8Array(Buffer.from(jwk[field] as string, 'base64url'));
  const type = { ES256: 2, EdDSA: 1, RS256: 3 }[alg];
  const numbers: Readonly<Record<Algorithm, () => [number, CBORType][]>> = {
    ES256: () => [
      [-1, 1],
      [-2, bytes('x')],
      [-3, bytes('y')],
    ],
    EdDSA: () => [
      [-1, 6],
      [-2, bytes('x')],
    ],
    RS256: () => [
      [-1, bytes('n')],
      [-2, bytes('e')],
    ],
  };
  return new Map<number, CBORType>([[1, type], [3, algorithms[alg]], ...numbers[alg]()]);
}
