/** The algorithms a service app may sign with, and those of proofs of possession: never symmetric ones, never `none`. */
export const signingAlgorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const;

/** A signature algorithm by its name in JWS (RFC 7518 section 3.1, RFC 8037, RFC 9864). */
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

const OF_CURVE: Readonly<Record<string, readonly SigningAlgorithm[]>> = {
  'P-256': ['ES256'],
  'P-384': ['ES384'],
  'P-521': ['ES512'],
  Ed25519: ['EdDSA', 'Ed25519'],
};
const OF_RSA: readonly SigningAlgorithm[] = ['RS256', 'RS384', 'RS512'];

/** The members of a key that say which algorithms fit it. */
interface KeyKind {
  readonly kty: string;
  readonly crv?: string;
  readonly alg?: string;
}

/**
 * The algorithms that signatures of a key may have. The key decides, not the header of what is signed: otherwise a public
 * key could be used as the secret of an HMAC (RFC 8725 section 3.1).
 */
export function algorithmsOf({ kty, crv = '', alg }: KeyKind): readonly SigningAlgorithm[] {
  const all = kty === 'RSA' ? OF_RSA : (OF_CURVE[crv] ?? []);
  return alg === undefined ? all : all.filter((name) => name === alg);
}
