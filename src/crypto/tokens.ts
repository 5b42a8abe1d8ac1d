import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * The beginning of every API token, by which scanners of secrets find one. `00…` are tokens of before, which go on.
 */
export const TOKEN_PREFIX = 'cof_';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

/** The secret of a new API token: the prefix, 256 random bits and a checksum in base 62. It is shown once. */
export function newTokenSecret(): string {
  const body = `${TOKEN_PREFIX}${base62(BigInt(`0x${randomBytes(32).toString('hex')}`), SECRET_LENGTH)}`;
  return body + checksum(body);
}

/** Whether a secret has the prefix but not the checksum of a token: it is none, and nobody needs to look. */
export function looksMistyped(secret: string): boolean {
  if (!secret.startsWith(TOKEN_PREFIX)) return false;
  const body = secret.slice(0, -CHECKSUM_LENGTH);
  return body.length !== TOKEN_PREFIX.length + SECRET_LENGTH || checksum(body) !== secret.slice(-CHECKSUM_LENGTH);
}

/** SHA-256 of a token, which is all that is stored of it; its 256 random bits make a slow hash needless. */
export const tokenDigest = (secret: string): string => hash('sha256', secret, 'base64url');

/** CRC-32 (ISO 3309) of what stands before it: it tells a token from text that only looks like one, and keeps no secret. */
const checksum = (body: string): string => base62(BigInt(crc32(body)), CHECKSUM_LENGTH);

function base62(value: bigint, length: number): string {
  let digits = '';
  for (let rest = value; digits.length < length; rest /= 62n) digits = DIGITS[Number(rest % 62n)] + digits;
  return digits;
}
