import { createCipheriv, randomBytes } from 'node:crypto';

/** A YubiKey made of software, written from Yubico's description of the passcode and not from our reader of it. */
export interface FakeYubikey {
  readonly seed: { serialNumber: string; publicId: string; privateId: string; aesKey: string };
  /** Takes power away and gives it back: the usage counter goes up, the session's starts over. */
  plug(): void;
  /** Types the next passcode. */
  press(): string;
}

const ALPHABET = [...'cbdefghijklnrtuv'];
let made = 0;

export const modhex = (bytes: Iterable<number>): string =>
  [...bytes].map((byte) => `${ALPHABET[Math.floor(byte / 16)]}${ALPHABET[byte % 16]}`).join('');

export function fakeYubikey(over: Partial<FakeYubikey['seed']> = {}): FakeYubikey {
  made += 1;
  const seed = {
    serialNumber: String(7_000_000 + made),
    publicId: modhex(randomBytes(6)),
    privateId: randomBytes(6).toString('hex'),
    aesKey: randomBytes(16).toString('hex'),
    ...over,
  };
  let usage = 1;
  let use = 0;
  return {
    seed,
    plug() {
      usage += 1;
      use = 0;
    },
    press: () => otp(seed, { usage, use: use++ }),
  };
}

/** One passcode with the counters of choice. */
export function otp(
  { publicId, privateId, aesKey }: Omit<FakeYubikey['seed'], 'serialNumber'>,
  { usage, use }: { readonly usage: number; readonly use: number },
): string {
  const fields = new DataView(new ArrayBuffer(16));
  Buffer.from(privateId, 'hex').forEach((byte, at) => {
    fields.setUint8(at, byte);
  });
  fields.setUint16(6, usage, true);
  randomBytes(3).forEach((byte, at) => {
    fields.setUint8(8 + at, byte);
  });
  fields.setUint8(11, use);
  fields.setUint16(12, randomBytes(2).readUInt16LE(), true);
  const plain = new Uint8Array(fields.buffer);
  fields.setUint16(14, checksum(plain.subarray(0, 14)), true);
  const cipher = createCipheriv('aes-128-ecb', Buffer.from(aesKey, 'hex'), null).setAutoPadding(false);
  return publicId + modhex(cipher.update(plain));
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
