const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An object id: a three-letter type prefix and 17 base62 characters, 20 in all (facts 1, 2). */
export function newId(prefix: string, random: (bytes: number) => Uint8Array): string {
  let id = prefix;
  while (id.length < 20) {
    for (const byte of random(24)) {
      // 248 is the largest multiple of 62 in a byte: beyond it some letters would be likelier.
      if (byte < 248 && id.length < 20) id += ALPHABET[byte % 62];
    }
  }
  return id;
}
