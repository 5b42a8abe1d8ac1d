import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Static, Type } from 'typebox';
import type { Requester } from '../../../domain/budgets/requester.ts';
import type { Context, FactorView } from '../../../domain/factors/context.ts';
import { writeBytes } from '../../../domain/fido/bytes.ts';
import { hasEnded } from '../../../domain/values/lifetime.ts';
import { askerOf, besides, inFront } from '../askers.ts';

/** A challenge that waits for its one answer; it is no secret. */
export const LiveChallenge = Type.Object({
  value: Type.String(),
  expires: Type.String(),
  /** Seconds; a challenge of an older version does not say. */
  lifetime: Type.Optional(Type.Number()),
  /** The requester that asked for it (`askerOf`); nobody when absent. */
  by: Type.Optional(Type.String()),
});
export type LiveChallenge = Static<typeof LiveChallenge>;

/**
 * The challenges of a factor in its state: one is in front, the others are of other requesters. Those of strangers are not
 * kept: `challengeKey` knows them again, so that however many ask, nobody's challenge is dropped for another's.
 */
export const challengeFields = {
  challenge: Type.Optional(LiveChallenge),
  others: Type.Optional(Type.Array(LiveChallenge)),
  challengeKey: Type.Optional(Type.String()),
} as const;

/** Live challenges of a factor. */
export interface Challenges {
  readonly challenge?: LiveChallenge | undefined;
  readonly others?: readonly LiveChallenge[] | undefined;
  readonly challengeKey?: string | undefined;
}

const BYTES = 32;
/** The lifetime of a challenge that does not say, at most. */
const LONGEST_SECONDS = 3_600;

/** A fresh challenge; WebAuthn section 13.4.3 asks for 16 random bytes at least. */
export function newChallenge({ random, now, policy, requester }: Context): LiveChallenge {
  const { challengeLifetime } = policy.fido;
  return {
    value: writeBytes(random(BYTES)),
    expires: now.add(challengeLifetime).toString(),
    lifetime: challengeLifetime.total('seconds'),
    ...(requester && { by: askerOf(requester) }),
  };
}

/** A new challenge of an active factor, in its state; the one of the same requester before it is dropped. */
export function askAnew<State extends Challenges>(state: State, context: Context) {
  const { challenge: before, others = [], ...rest } = state;
  if (context.requester?.standing === 'stranger') {
    const challengeKey = state.challengeKey ?? writeBytes(context.random(BYTES));
    return { challenge: sealedChallenge(challengeKey, context), state: { ...state, challengeKey } };
  }
  const challenge = newChallenge(context);
  const { kept } = besides({ live: before ?? null, others }, challenge.by, context.now);
  return { challenge, state: { ...rest, challenge, ...(kept.length > 0 && { others: kept }) } };
}

/** The challenges with a requester's own in front; strangers have none that is kept. */
export function ownInFront<State extends Challenges>(state: State, who: Requester): State {
  const { challenge, others = [] } = state;
  if (!challenge && others.length === 0) return state;
  const isStranger = who.standing === 'stranger';
  const { live, others: rest } = isStranger
    ? { live: undefined, others: challenge ? [challenge, ...others] : others }
    : inFront({ live: challenge ?? null, others }, who);
  return { ...state, challenge: live ?? undefined, others: rest };
}

/** The live challenge that an answer says it is to; else the one in front. */
export const challengeOf = ({ challenge, others = [], challengeKey }: Challenges, answered: string) =>
  others.find(({ value }) => value === answered) ??
  (challengeKey === undefined ? undefined : knownAgain(challengeKey, answered)) ??
  challenge ??
  others[0];

/** A challenge that says itself when it ends, and that nobody but the holder of the key can have made. */
function sealedChallenge(key: string, { random, now, policy }: Context): LiveChallenge {
  const { challengeLifetime } = policy.fido;
  const expires = now.add(challengeLifetime);
  const said = Buffer.alloc(SAID);
  said.set(random(SAID - 8));
  said.writeBigUInt64BE(BigInt(expires.epochMilliseconds), SAID - 8);
  const value = writeBytes(Buffer.concat([said, tagOf(key, said)]));
  return { value, expires: expires.toString(), lifetime: challengeLifetime.total('seconds') };
}

function knownAgain(key: string, value: string): LiveChallenge | undefined {
  const bytes = Buffer.from(value, 'base64url');
  if (bytes.length !== SAID + TAG) return undefined;
  const said = bytes.subarray(0, SAID);
  if (!timingSafeEqual(bytes.subarray(SAID), tagOf(key, said))) return undefined;
  const expires = Temporal.Instant.fromEpochMilliseconds(Number(said.readBigUInt64BE(SAID - 8)));
  return { value, expires: expires.toString() };
}

/** Bytes of such a challenge: 16 at random and a time, then what proves them. */
const SAID = 24;
const TAG = 16;
const tagOf = (key: string, said: Uint8Array): Uint8Array =>
  createHmac('sha256', key).update(said).digest().subarray(0, TAG);

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
