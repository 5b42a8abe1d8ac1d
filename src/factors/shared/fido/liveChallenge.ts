import { type Static, Type } from 'typebox';
import type { Context, FactorView } from '../../../domain/factors/context.ts';
import { writeBytes } from '../../../domain/fido/bytes.ts';
import { hasEnded } from '../../../domain/values/lifetime.ts';

/** A challenge that waits for its one answer. At most one is live per factor; it is no secret. */
export const LiveChallenge = Type.Object({
  value: Type.String(),
  expires: Type.String(),
  /** Seconds; a challenge of an older version does not say. */
  lifetime: Type.Optional(Type.Number()),
});
export type LiveChallenge = Static<typeof LiveChallenge>;

const BYTES = 32;
/** The lifetime of a challenge that does not say, at most. */
const LONGEST_SECONDS = 3_600;

/** A fresh challenge; WebAuthn section 13.4.3 asks for 16 random bytes at least. */
export function newChallenge({ random, now, policy }: Context): LiveChallenge {
  const { challengeLifetime } = policy.fido;
  return {
    value: writeBytes(random(BYTES)),
    expires: now.add(challengeLifetime).toString(),
    lifetime: challengeLifetime.total('seconds'),
  };
}

/** Why an answer is not one to the challenge that waits; undefined when it is. */
export function staleness(
  live: LiveChallenge | undefined,
  answered: string,
  now: Temporal.Instant,
): 'NO_CHALLENGE' | 'WRONG_CHALLENGE' | 'CHALLENGE_EXPIRED' | undefined {
  if (!live) return 'NO_CHALLENGE';
  if (answered !== live.value) return 'WRONG_CHALLENGE';
  const lifetime = Temporal.Duration.from({ seconds: live.lifetime ?? LONGEST_SECONDS });
  const over = hasEnded(Temporal.Instant.from(live.expires), lifetime, now);
  return over ? 'CHALLENGE_EXPIRED' : undefined;
}

/** Enrollments that were begun and never finished: they make room for the next, while keys that are enrolled stay. */
export const unfinished = (existing: readonly FactorView<unknown>[]): readonly string[] =>
  existing.filter(({ status }) => status === 'PENDING_ACTIVATION').map(({ id }) => id);
