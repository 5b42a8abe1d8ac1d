import { fromBase32 } from './base32.ts';
import type { OtpSettings } from './factorProfile.ts';

/** 80 bits, as the shortest secrets of authenticator apps have; RFC 4226 section 4, R6 asks vendors for 128. */
const MIN_BYTES = 10;
/** The longest key that HMAC does not hash first is 128 bytes, that of SHA-512. */
const MAX_BYTES = 128;

/** The form that the secret of a profile must have, in words. */
export const secretForm = (encoding: OtpSettings['encoding']): string =>
  `${MIN_BYTES} to ${MAX_BYTES} bytes in ${encoding}`;

/** The key in a shared secret as its profile writes them; undefined when it is not one. */
export function readSecret(text: string, encoding: OtpSettings['encoding']): Uint8Array | undefined {
  const key = text.length > 512 ? undefined : decoders[encoding](text);
  return key && key.length >= MIN_BYTES && key.length <= MAX_BYTES ? key : undefined;
}

function fromHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/[\s:-]/g, '');
  return /^(?:[0-9a-f]{2})*$/i.test(digits) ? new Uint8Array(Buffer.from(digits, 'hex')) : undefined;
}

const decoders: Record<OtpSettings['encoding'], (text: string) => Uint8Array | undefined> = {
  // Okta's example is hexadecimal, its default base32. Only digits that base32 does not have (0, 1, 8, 9) are proof.
  base32: (text) => fromBase32(text) ?? fromHex(text),
  hexadecimal: fromHex,
  base64(text) {
    const letters = text.replace(/\s/g, '');
    return /^[\w+/-]*={0,2}$/.test(letters) ? new Uint8Array(Buffer.from(letters, 'base64')) : undefined;
  },
};
