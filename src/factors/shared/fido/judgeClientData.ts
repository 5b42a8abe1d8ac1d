import type { ClientData } from '../../../domain/fido/clientData.ts';
import { isAllowed } from '../../../domain/fido/origins.ts';
import type { Wrong } from '../../../domain/fido/wrong.ts';
import { type Challenges, challengeOf, staleness } from './liveChallenge.ts';

/** The ceremony, challenge and pages that client data must be about. */
interface Expected {
  /** The ceremony, in the words of the standard: `webauthn.create`, `webauthn.get`, … */
  readonly type: string;
  readonly challenges: Challenges;
  readonly origins: readonly string[];
  readonly now: Temporal.Instant;
}

/**
 * Whether somebody answered this very challenge on a page that may ask (WebAuthn sections 7.1 and 7.2, steps 7 to 12).
 */
export function judgeClientData(said: ClientData, expected: Expected): Wrong | undefined {
  if (said.type !== expected.type) return { reason: 'WRONG_TYPE', was: said.type };
  const stale = staleness(challengeOf(expected.challenges, said.challenge), said.challenge, expected.now);
  if (stale) return { reason: stale };
  if (!isAllowed(said.origin, expected.origins)) return { reason: 'WRONG_ORIGIN', was: said.origin };
  return said.crossOrigin ? { reason: 'CROSS_ORIGIN' } : undefined;
}

/** A key that counts its uses must count up (WebAuthn section 6.1.1); one that does not says 0 every time. */
export function judgeCounter(counter: number, before: number): Wrong | undefined {
  return counter > before || (counter === 0 && before === 0) ? undefined : { reason: 'COUNTER_REGRESSION' };
}
