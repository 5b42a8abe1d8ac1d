import { createCipheriv } from 'node:crypto';
import type { VirtualYubikey, YubikeySeed } from './yubikey.ts';

/** The numbers in a passcode that change with each press. */
export interface Counters {
  /** The number of times the key got power: 15 bits. */
  readonly usage: number;
  /** The number of times it was pressed since: 8 bits. */
  readonly use: number;
  /** Eighths of a second since it got power, from a random beginning: 24 bits. */
  readonly timestamp: number;
}

const ALPHABET = [...'cbdefghijklnrtuv'];
const MAX_USAGE = 0x7fff;
const MAX_USE = 0xff;

/** Bytes in hexadecimal digits that are in the same place on almost every keyboard. */
export const modhex = (bytes: Iterable<number>): string =>
  [...bytes].map((byte) => `${ALPHABET[Math.floor(byte / 16)]}${ALPHABET[byte % 16]}`).join('');

/** Makes a key that has just got power for the first time, with a seed of its own where none is given. */
export function createVirtualYubikey(
  { random, now }: { readonly random: (bytes: number) => Uint8Array; readonly now: () => Temporal.Instant },
  given: Partial<YubikeySeed> = {},
): VirtualYubikey {
  const hex = (bytes: number) => Buffer.from(random(bytes)).toString('hex');
  const seed = {
    serialNumber: String(10_000_000 + (Number.parseInt(hex(4), 16) % 90_000_000)),
    publicId: modhex(random(6)),
    privateId: hex(6),
    aesKey: hex(16),
    ...given,
  };
  let usage = 0;
  let use = 0;
  let since = now();
  let start = 0;
  const plug = () => {
    usage = Math.min(usage + 1, MAX_USAGE);
    use = 0;
    since = now();
    start = Number.parseInt(hex(3), 16);
  };
  plug();
  return {
    seed,
    plug,
    press() {
      const ticks = Math.floor(now().since(since).total('milliseconds') / 125);
      const typed = otp(seed, { usage, use, timestamp: (start + ticks) % 0x1_00_00_00 }, random);
      // A session of more presses than its counter can hold goes on as another one.
      if (use === MAX_USE) plug();
      else use += 1;
      return typed;
    },
  };
}

/** One passcode with the counters of choice: the name of the key and an encrypted block (Yubico OTP). */
export function otp(
  { publicId, privateId, aesKey }: Omit<YubikeySeed, 'serialNumber'>,
  { usage, use, timestamp }: Counters,
  random: (bytes: number) => Uint8Array,
): string {
  const block = Buffer.alloc(16);
  block.write(privateId, 'hex');
  block.writeUInt16LE(usage, 6);
  block.writeUIntLE(timestamp, 8, 3);
  block.writeUInt8(use, 11);
  block.set(random(2), 12);
  block.writeUInt16LE(checksum(block.subarray(0, 14)), 14);
  const cipher = createCipheriv('aes-128-ecb', Buffer.from(aesKey, 'hex'), null).setAutoPadding(false);
  return publicId + modhex(cipher.update(block));
}

/** CRC-16/X-25 by its textbook definition: most significant bit first, over reflected input, then reflected back. */
function checksum(bytes: Uint8Array): number {
  const bits = [...bytes].flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (byte >> bit) & 1));
  let register = 0xffff;
  for (const bit of bits) {
    const out = ((register >> 15) & 1) ^ bit;
    register = (register << 1) & 0xffff;
    if (out) register ^= 0x1021;
  }
  const inverted = register ^ 0xffff;
  return Array.from({ length: 16 }, (_, bit) => (inverted >> bit) & 1).reduce((sum, bit) => sum * 2 + bit, 0);
}
