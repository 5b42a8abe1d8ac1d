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
  resetMs: number;
}

const MINUTE_MS = 60_000;

/**
 * Requests a minute per token, endpoint family and method. Kept in memory: each process of a cluster has its own,
 * so that counting requests costs none of its own.
 */
export function createApiLimit(perMinute: number, nowMs: () => number) {
  const buckets = new Map<string, Bucket>();
  return (tokenId: string, family: string): RateLimitState => {
    const now = nowMs();
    const key = `${tokenId} ${family}`;
    let bucket = buckets.get(key);
    if (!bucket || bucket.resetMs <= now) {
      if (buckets.size > 10_000) for (const [old, { resetMs }] of buckets) if (resetMs <= now) buckets.delete(old);
      bucket = { used: 0, resetMs: now + MINUTE_MS };
      buckets.set(key, bucket);
    }
    const refused = bucket.used >= perMinute;
    if (!refused) bucket.used += 1;
    return { limit: perMinute, remaining: perMinute - bucket.used, reset: Math.ceil(bucket.resetMs / 1000), refused };
  };
}

/** An operation's family: its method and its path up to the second thing it names. */
export function familyOf({ method, path }: Operation): string {
  const second = path.indexOf(':', path.indexOf(':') + 1);
  return `${method} ${second === -1 ? path : path.slice(0, second - 1)}`;
}
