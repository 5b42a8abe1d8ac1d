import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 8192;
let pool = new Uint8Array(0);

/** Bytes of the system's random generator, drawn 8 KiB at a time: twelve bytes cost as much as thousands. */
export function randomBytes(length: number): Uint8Array {
  if (length > POOL_BYTES / 8) return randomFillSync(new Uint8Array(length));
  if (pool.length < length) pool = randomFillSync(new Uint8Array(POOL_BYTES));
  const drawn = pool.slice(0, length);
  // Bytes that have been handed out do not stay in the pool's memory.
  pool.fill(0, 0, length);
  pool = pool.subarray(length);
  return drawn;
}
