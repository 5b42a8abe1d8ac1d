import type { ErrorName } from '../contract/errors.ts';

/** So many in a fixed window that starts with the first. */
export interface WindowRule {
  readonly type: 'window';
  readonly max: number;
  readonly per: Temporal.Duration;
}

/** Some free, then each doubles the wait before the next, up to a cap; a silence of `forget` starts over. */
export interface BackoffRule {
  readonly type: 'backoff';
  readonly free: number;
  readonly first: Temporal.Duration;
  readonly cap: Temporal.Duration;
  readonly forget: Temporal.Duration;
}

/** One budget: who or what it is for, how much, and what a caller hears who has used it up. */
export interface Limit {
  readonly key: string;
  readonly rule: WindowRule | BackoffRule;
  readonly error: Extract<ErrorName, 'tooManyRequests' | 'smsTooSoon'>;
}

const seconds = (n: number) => Temporal.Duration.from({ seconds: n });
const minutes = (n: number) => Temporal.Duration.from({ minutes: n });

const ACTIVATION: WindowRule = { type: 'window', max: 5, per: minutes(5) };
const SMS: WindowRule = { type: 'window', max: 1, per: seconds(30) };
const GUESSES: BackoffRule = {
  type: 'backoff',
  free: 5,
  first: seconds(30),
  cap: minutes(15),
  forget: Temporal.Duration.from({ hours: 24 }),
};

/** Every budget of the service by name; defaults as documented (house.md section 10). */
export const limits = {
  /** Five activation attempts per user in five minutes (fact 70). */
  activation: (userId: string): Limit => ({ key: `activate:${userId}`, rule: ACTIVATION, error: 'tooManyRequests' }),
  /** One SMS per number in 30 seconds (facts 89, 90). */
  sms: (e164: string): Limit => ({ key: `sms:${e164}`, rule: SMS, error: 'smsTooSoon' }),
  /** Guesses at one active factor: back off, do not lock for ever. */
  guesses: (factorId: string): Limit => ({ key: `guess:${factorId}`, rule: GUESSES, error: 'tooManyRequests' }),
} as const;
