import { createDecipheriv, timingSafeEqual } from 'node:crypto';

/** A passcode as a YubiKey types it: the name of the key and one encrypted block. */
interface TypedOtp {
  /** 12 modhex characters. */
  readonly publicId: string;
  /** 16 bytes, AES-128. */
  readonly block: Uint8Array;
}

/** The secrets in a YubiKey's slot, both in hexadecimal. */
export interface OtpSecrets {
  /** 6 bytes. */
  readonly privateId: string;
  /** 16 bytes. */
  readonly aesKey: string;
}

/** Hexadecimal digits on keys that are in the same place on almost every keyboard (Yubico OTP, "modhex"). */
const MODHEX = 'cbdefghijklnrtuv';
/** The letters that these keys type when the Dvorak layout is on. */
const DVORAK = 'jxe.uidchtnbpygk';
const OTP = new RegExp(`^[${MODHEX}]{44}$`);

/** Bytes written in modhex; the text must be of an even number of modhex characters. */
export const fromModhex = (text: string): Uint8Array =>
  Uint8Array.from(
    Buffer.from(
      text.replace(/./g, (character) => MODHEX.indexOf(character).toString(16)),
      'hex',
    ),
  );

/**
 * The parts of a typed passcode; undefined when it is none. As Yubico's validation server reads it: blanks around it
 * and capitals do not matter, and what a Dvorak keyboard made of it is understood.
 */
export function readOtp(typed: string): TypedOtp | undefined {
  const text = typed.trim().toLowerCase();
  if (text.length !== 44) return undefined;
  const otp = OTP.test(text) ? text : text.replace(/./g, (character) => MODHEX[DVORAK.indexOf(character)] ?? character);
  return OTP.test(otp) ? { publicId: otp.slice(0, 12), block: fromModhex(otp.slice(12)) } : undefined;
}

/**
 * Opens a block: the count of the press it was made at, or undefined when it was not made with these secrets. The
 * count is the usage counter (15 bits, one more each time the key gets power) and, below it, the session's use counter
 * (8 bits): a passcode is newer than another exactly when its count is greater. The two timestamps and the random bytes
 * are not looked at, as Yubico's validation server does not refuse for them either.
 */
export function countOf({ block }: TypedOtp, { privateId, aesKey }: OtpSecrets): number | undefined {
  const cipher = createDecipheriv('aes-128-ecb', Buffer.from(aesKey, 'hex'), null).setAutoPadding(false);
  const plain = Buffer.concat([cipher.update(block), cipher.final()]);
  const isOurs = timingSafeEqual(plain.subarray(0, 6), Buffer.from(privateId, 'hex'));
  if (!isOurs || crc16(plain) !== RESIDUE) return undefined;
  return ((plain.readUInt16LE(6) & 0x7fff) << 8) | plain.readUInt8(11);
}

/** The checksum of every intact block that includes its own checksum. */
const RESIDUE = 0xf0b8;

/** CRC-16 of ISO 13239, bits from the right, neither inverted at the end. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  }
  return crc;
}
