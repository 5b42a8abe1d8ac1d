// These alone: all of the library is a fortieth of what an idle service holds.
import { SignJWT } from 'jose/jwt/sign';
import { importJWK } from 'jose/key/import';
import { algorithmsOf, signingAlgorithms } from '../../domain/oauth/algorithms.ts';
import type { Claims, Jose, JoseHeader } from '../../domain/oauth/jose.ts';
import { signatureHolds, thumbprintOf } from './signatures.ts';

/** The longest token that is looked at, in characters: room for a key of 8,192 bits in the header of a proof. */
const MAX_LENGTH = 8_192;

/** Signed tokens: the library `jose` makes them, and the system's cryptography checks them. */
export const jose: Jose = {
  read(text) {
    const parts = text.length > MAX_LENGTH ? [] : text.split('.');
    if (parts.length !== 3 || parts.some((part) => !/^[\w-]+$/.test(part))) return undefined;
    const [header, claims] = parts.map(objectIn);
    if (!header || !claims) return undefined;
    return { text, header, algorithm: signingAlgorithms.find((name) => name === header.alg), claims };
  },

  verify({ text, header, algorithm }, key) {
    // First: the algorithm must be the key's, and of what a sender calls critical we know nothing.
    if (header.crit !== undefined) return false;
    if (algorithm === undefined || !algorithmsOf(key).includes(algorithm)) return false;
    return signatureHolds(text, key, algorithm);
  },

  async sign(claims, typ, key) {
    const header = { alg: 'RS256', kid: key.kid, typ };
    return new SignJWT({ ...claims }).setProtectedHeader(header).sign(await importJWK({ ...key }, 'RS256'));
  },

  thumbprint: thumbprintOf,
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

function objectIn(part: string): JoseHeader | Claims | undefined {
  try {
    const value: unknown = JSON.parse(utf8.decode(Buffer.from(part, 'base64url')));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
