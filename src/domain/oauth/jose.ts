import type { SigningAlgorithm } from './algorithms.ts';
import type { PublicKey } from './publicKey.ts';

/** The header of a signed token: `typ`, `kid` and `jwk` are claims of its sender, as everything in it. */
export type JoseHeader = Readonly<Record<string, unknown>>;

/** The payload of a signed token. */
export type Claims = Readonly<Record<string, unknown>>;

/** A signed token as it came (compact JWS, RFC 7515), not yet believed. */
export interface UnverifiedJws {
  readonly text: string;
  readonly header: JoseHeader;
  /** The name of the algorithm, where it is one that signatures may have. */
  readonly algorithm: SigningAlgorithm | undefined;
  readonly claims: Claims;
}

/** A private key as a JWK, with its id. */
export type PrivateKey = Readonly<Record<string, unknown>> & { readonly kid: string };

/** Signed tokens: reading, checking and making them. */
export interface Jose {
  /** Takes a token apart; undefined when it is none. Nothing of it may be believed. */
  read(text: string): UnverifiedJws | undefined;
  /** Whether a token is signed by this key, with an algorithm of the key's. */
  verify(jws: UnverifiedJws, key: PublicKey): boolean;
  /** Signs with RS256. */
  sign(claims: Claims, typ: string, key: PrivateKey): Promise<string>;
  /** The SHA-256 thumbprint of a key (RFC 7638). */
  thumbprint(key: PublicKey): string;
}
