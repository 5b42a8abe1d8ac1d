import { hash } from 'node:crypto';

const BLOCK = 16;
/** RFC 2865 section 5.2. */
export const LONGEST_PASSWORD = 128;

/**
 * Hides a password in the way of User-Password (RFC 2865 section 5.2): sixteen bytes at a time, each with the MD5 of the
 * secret and what was hidden before. Throws a RangeError for more than 128 bytes.
 */
export function hidePassword(password: Uint8Array, secret: Uint8Array, authenticator: Uint8Array): Buffer {
  if (password.length === 0 || password.length > LONGEST_PASSWORD)
    throw new RangeError('a password has 1 to 128 bytes');
  const hidden = Buffer.alloc(Math.ceil(password.length / BLOCK) * BLOCK);
  hidden.set(password);
  let before = authenticator;
  for (let at = 0; at < hidden.length; at += BLOCK) {
    const mask = hash('md5', Buffer.concat([secret, before]), 'buffer');
    const block = hidden.subarray(at, at + BLOCK);
    for (let n = 0; n < BLOCK; n++) block[n] = (block[n] ?? 0) ^ (mask[n] ?? 0);
    before = block;
  }
  return hidden;
}
