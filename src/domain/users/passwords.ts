import type { Requester } from '../budgets/requester.ts';
import type { QueueLoad } from '../metrics/metrics.ts';

/** Hashes and checks passwords and recovery answers; slow on purpose. */
export interface Hasher {
  hash(password: string): Promise<string>;
  matches(hash: string, password: string): Promise<boolean>;
}

/** A place among the requests that hash, kept until the request leaves it. */
export interface HashingPlace {
  leave(): void;
}

/**
 * A hasher with a queue, so that hashing leaves the machine to others. Work without a place takes one of its own, as a
 * known requester's.
 */
export interface Passwords extends Hasher {
  /** Takes a place before anything is paid for the request; throws 503 `unavailable` when none is left. */
  reserve(standing: Requester['standing']): HashingPlace;
  /** The requests that hash or wait for it, and the most there may be. */
  load(): QueueLoad;
  hash(password: string, place?: HashingPlace): Promise<string>;
  matches(hash: string, password: string, place?: HashingPlace): Promise<boolean>;
}
