import { createHmac, timingSafeEqual } from 'node:crypto';

/** The HMACs of RFC 6238 section 1.2, by the names node:crypto has for them. */
export type OtpAlgorithm = 'sha1' | 'sha256' | 'sha512';

/** The rule by which a token makes its codes. */
export interface OtpRule {
  readonly algorithm: OtpAlgorithm;
  /**
   * 6 to 10. The truncated value has 31 bits, so the first of ten digits is never more than 2 (RFC 4226 section 5.3).
   */
  readonly digits: number;
}

/** The code for one value of the moving factor (RFC 4226 section 5.3). */
export function hotp(key: Uint8Array, counter: number, { algorithm, digits }: OtpRule): string {
  const moving = Buffer.allocUnsafe(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(algorithm, key).update(moving).digest();
  const truncated = mac.readUInt32BE((mac[mac.length - 1] as number) & 0xf) & 0x7fffffff;
  return String(truncated % 10 ** digits).padStart(digits, '0');
}

/** The time step an instant lies in (RFC 6238 section 4.2). */
export const timeStep = (at: Temporal.Instant, seconds: number): number =>
  Math.floor(at.epochMilliseconds / (seconds * 1000));

/** A code as a person types it, often with a blank in the middle; undefined when it cannot be one of this token's. */
export function readCode(typed: string, { digits }: OtpRule): string | undefined {
  const code = typed.length > 32 ? '' : typed.replace(/\s/g, '');
  return code.length === digits && /^\d+$/.test(code) ? code : undefined;
}

/** The first of these counters whose code it is; compared in constant time. Negative counters do not exist. */
export function findCounter(
  key: Uint8Array,
  rule: OtpRule,
  code: string,
  counters: Iterable<number>,
): number | undefined {
  const typed = Buffer.from(code);
  for (const counter of counters) {
    if (counter >= 0 && timingSafeEqual(typed, Buffer.from(hotp(key, counter, rule)))) return counter;
  }
  return undefined;
}

/**
 * The first counter from `from` to `to` whose code is the first and whose successor's is the second (RFC 4226 section
 * 7.4).
 */
export function findPair(
  key: Uint8Array,
  rule: OtpRule,
  [first, second]: readonly [string, string],
  { from, to }: { readonly from: number; readonly to: number },
): number | undefined {
  const [one, two] = [Buffer.from(first), Buffer.from(second)];
  let firstFound = false;
  // Every code is made once, found or not: the time taken must not tell that one of the two is right.
  for (const counter of range(Math.max(from, 0), to + 1)) {
    const code = Buffer.from(hotp(key, counter, rule));
    const follows = timingSafeEqual(two, code);
    if (firstFound && follows) return counter - 1;
    firstFound = timingSafeEqual(one, code);
  }
  return undefined;
}

/** Whole numbers from `from` to `to`, both included. */
export function* range(from: number, to: number): Generator<number> {
  for (let n = from; n <= to; n++) yield n;
}
