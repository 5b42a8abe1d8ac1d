import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 8192;
let pool = new Uint8Array(0);

/** Bytes of the system's generator, drawn in larger portions: a portion of twelve costs as much as one of thousands. */
export function randomBytes(length: number): Uint8Array {
  if (length > POOL_BYTES / 8) return randomFillSync(new Uint8Array(length));
  if (pool.length < length) pool = randomFillSync(new Uint8Array(POOL_BYTES));
  const drawn = pool.slice(0, length);
  // What has been handed out does not stay in memory.
  pool.fill(0, 0, length);
  pool = pool.subarray(length);
  return drawn;
}
