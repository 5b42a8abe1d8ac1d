import type { Operation } from '../contract/shared/operation.ts';

/** One bucket as the `x-rate-limit-*` headers tell it (facts 135 to 137). */
export interface RateLimitState {
  readonly limit: number;
  readonly remaining: number;
  /** Epoch seconds at which the bucket is full again. */
  readonly reset: number;
  readonly refused: boolean;
}

interface Bucket {
  used: number;
  /** By the monotonic clock. */
  resetMs: number;
}

const MINUTE_MS = 60_000;

/**
 * Requests a minute per token, endpoint family and method. Kept in memory: each process of a cluster has its own,
 * so that counting requests costs none of its own. A minute is one of `monotonicMs`, a clock that nobody puts back or
 * forward; `nowMs` is the time of day, for the caller.
 */
export function createApiLimit(
  perMinute: number,
  monotonicMs: () => number,
  nowMs: () => number,
  onRefused: () => void = () => {},
) {
  const buckets = new Map<string, Bucket>();
  return (tokenId: string, family: string): RateLimitState => {
    const now = monotonicMs();
    const key = `${tokenId} ${family}`;
    let bucket = buckets.get(key);
    // The clock of development mode can be put back all the same.
    if (!bucket || bucket.resetMs <= now || bucket.resetMs > now + MINUTE_MS) {
      bucket = { used: 0, resetMs: now + MINUTE_MS };
      // At the end, also when it was there before: buckets stand in the order in which they are over.
      buckets.delete(key);
      forgetOver(buckets, now);
      buckets.set(key, bucket);
    }
    const refused = bucket.used >= perMinute;
    if (refused) onRefused();
    else bucket.used += 1;
    const reset = Math.ceil((nowMs() + bucket.resetMs - now) / 1000);
    return { limit: perMinute, remaining: perMinute - bucket.used, reset, refused };
  };
}

/** Removes the buckets that are over. Devices have keys at will, so that a look at each of them would be an attack. */
function forgetOver(buckets: Map<string, Bucket>, now: number): void {
  for (const [key, { resetMs }] of buckets) {
    if (resetMs > now) return;
    buckets.delete(key);
  }
}

/** An operation's family: its method and its path up to the second thing it names. */
export function familyOf({ method, path }: Operation): string {
  const second = path.indexOf(':', path.indexOf(':') + 1);
  return `${method} ${second === -1 ? path : path.slice(0, second - 1)}`;
}
