import { algorithmsOf } from './algorithms.ts';

/** A public key that signatures are checked with, as a JWK (RFC 7517) and without anything else that a JWK may hold. */
export interface PublicKey {
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly kid?: string;
  readonly alg?: string;
  readonly n?: string;
  readonly e?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
}

/** The longest `kid`, in characters. */
export const MAX_KID = 256;
/** NIST SP 800-131A: shorter RSA keys are no longer to be used. */
const MIN_RSA_BITS = 2_048;
/** The time for checking a signature grows with the key. */
const MAX_RSA_BITS = 8_192;
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const COORDINATE_BYTES: Readonly<Record<string, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66, Ed25519: 32 };

/**
 * Reads a key that somebody else wrote down; gives a sentence that says what is wrong with one that will not do. An EC key
 * without `crv`, as Okta's Terraform provider sends it, gets that of its length.
 */
export function readPublicKey(given: unknown): PublicKey | string {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return 'A key is a JSON object (RFC 7517).';
  const jwk = given as Readonly<Record<string, unknown>>;
  if (PRIVATE.some((name) => jwk[name] !== undefined)) {
    return 'It holds private members: make a new key pair, keep its private half, and send the public one alone.';
  }
  const { kty, kid, use, alg } = jwk;
  if (kty !== 'RSA' && kty !== 'EC' && kty !== 'OKP') return 'Its kty must be RSA, EC or OKP.';
  if (use !== undefined && use !== 'sig') return 'Its use must be sig.';
  if (kid !== undefined && (typeof kid !== 'string' || kid === '' || kid.length > MAX_KID || /\p{Cc}/u.test(kid))) {
    return `Its kid must be a text of 1 to ${MAX_KID} characters.`;
  }
  const numbers = kty === 'RSA' ? rsaNumbers(jwk) : curvePoint(kty, jwk);
  if (typeof numbers === 'string') return numbers;
  const key: PublicKey = {
    kty,
    ...(typeof kid === 'string' && { kid }),
    ...(typeof alg === 'string' && { alg }),
    ...numbers,
  };
  if (algorithmsOf(key).length > 0) return key;
  return `Its alg must be one of ${algorithmsOf({ kty, ...numbers }).join(', ')}.`;
}

type Numbers = Pick<PublicKey, 'n' | 'e' | 'crv' | 'x' | 'y'>;

function rsaNumbers({ n, e }: Readonly<Record<string, unknown>>): Numbers | string {
  const modulus = bytesOf(n);
  const exponent = bytesOf(e);
  if (!modulus || !exponent) return 'An RSA key has n and e in base64url.';
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) return `An RSA key has ${MIN_RSA_BITS} to ${MAX_RSA_BITS} bits.`;
  const isOdd = ((exponent.at(-1) ?? 0) & 1) === 1;
  if (!isOdd || exponent.length > 4 || (exponent.length === 1 && exponent[0] === 1)) {
    return 'The e of an RSA key is an odd number of at most 32 bits, such as AQAB.';
  }
  return { n: n as string, e: e as string };
}

function curvePoint(kty: 'EC' | 'OKP', { crv, x, y }: Readonly<Record<string, unknown>>): Numbers | string {
  const [abscissa, ordinate] = [bytesOf(x), bytesOf(y)];
  const curves = Object.keys(COORDINATE_BYTES).filter((name) => (name === 'Ed25519') === (kty === 'OKP'));
  const curve = crv ?? curves.find((name) => COORDINATE_BYTES[name] === abscissa?.length);
  if (typeof curve !== 'string' || !curves.includes(curve)) return `Its crv must be one of ${curves.join(', ')}.`;
  const length = COORDINATE_BYTES[curve];
  const fits = abscissa?.length === length && (kty === 'OKP' ? y === undefined : ordinate?.length === length);
  if (!fits)
    return `A key of the curve ${curve} has ${kty === 'OKP' ? 'x' : 'x and y'} of ${length} bytes in base64url.`;
  return { crv: curve, x: x as string, ...(kty === 'EC' && { y: y as string }) };
}

/** The bytes of a text in base64url, without zeros at its beginning where it is a number; undefined for anything else. */
function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || value === '' || value.length > 2_048 || !/^[\w-]+$/.test(value)) return undefined;
  return Buffer.from(value, 'base64url');
}
