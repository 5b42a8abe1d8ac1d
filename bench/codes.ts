import { createHmac } from 'node:crypto';

const STEP_MS = 30_000;
/** Near its end a step may turn on the way, and the code of the step before it would come too late. */
const MARGIN_MS = 3_000;

/** An RFC 6238 code, computed apart from the service's own. */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest[19] ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The next step whose code is valid now and later than the last one used; undefined when there is none yet. */
export function nextStep(last: number, nowMs: number): number | undefined {
  const now = Math.floor(nowMs / STEP_MS);
  const oldest = nowMs % STEP_MS > STEP_MS - MARGIN_MS ? now : now - 1;
  const next = Math.max(last + 1, oldest);
  return next <= now + 1 ? next : undefined;
}
