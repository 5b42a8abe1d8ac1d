import { type Static, Type } from 'typebox';
import type { Context, FactorView } from '../../../domain/factors/context.ts';
import { writeBytes } from '../../../domain/fido/bytes.ts';

/** A challenge that waits for its one answer. At most one is live per factor; it is no secret. */
export const LiveChallenge = Type.Object({ value: Type.String(), expires: Type.String() });
export type LiveChallenge = Static<typeof LiveChallenge>;

const BYTES = 32;

/** A fresh challenge; WebAuthn section 13.4.3 asks for 16 random bytes at least. */
export function newChallenge({ random, now, policy }: Context): LiveChallenge {
  return { value: writeBytes(random(BYTES)), expires: now.add(policy.fido.challengeLifetime).toString() };
}

/** Why an answer is not one to the challenge that waits; undefined when it is. */
export function staleness(
  live: LiveChallenge | undefined,
  answered: string,
  now: Temporal.Instant,
): 'NO_CHALLENGE' | 'WRONG_CHALLENGE' | 'CHALLENGE_EXPIRED' | undefined {
  if (!live) return 'NO_CHALLENGE';
  if (answered !== live.value) return 'WRONG_CHALLENGE';
  return Temporal.Instant.compare(now, Temporal.Instant.from(live.expires)) < 0 ? undefined : 'CHALLENGE_EXPIRED';
}

/** Enrollments that were begun and never finished: they make room for the next, while keys that are enrolled stay. */
export const unfinished = (existing: readonly FactorView<unknown>[]): readonly string[] =>
  existing.filter(({ status }) => status === 'PENDING_ACTIVATION').map(({ id }) => id);
