import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from '../../domain/factors/context.ts';

/** Crockford's base 32: of characters that look alike (0 and o, 1, i and l) only one is ever written. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A code for people to write down or read out, five bits a character: `groups` of `size`, joined by hyphens. */
export function readableCode(random: Context['random'], groups: number, size: number): string {
  // 32 divides 256, so that every character is as likely as any other.
  const characters = Array.from(random(groups * size), (byte) => ALPHABET[byte % ALPHABET.length]);
  return Array.from({ length: groups }, (_, n) => characters.slice(n * size, (n + 1) * size).join('')).join('-');
}

/** The meaning of a typed code: case, blanks and hyphens do not count, and look-alikes are one character. */
function meant(typed: string): string {
  return typed.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
}

/** A fresh key for digests of codes. */
export const digestKey = (random: Context['random']): string => Buffer.from(random(32)).toString('base64url');

/** All that is kept of a code. */
export const codeDigest = (key: string, code: string): string =>
  createHmac('sha256', key).update(meant(code)).digest('base64url');

/** Which of the digests is that of a typed code, -1 for none; takes as long for each of them. */
export function indexOfCode(key: string, digests: readonly string[], typed: string): number {
  const given = Buffer.from(codeDigest(key, typed));
  return digests.reduce((found, digest, n) => (timingSafeEqual(Buffer.from(digest), given) ? n : found), -1);
}
