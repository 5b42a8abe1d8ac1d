import type { Client } from '../createClient.ts';
import type { Answer, Factor } from '../factors.ts';
import type { CallOptions } from '../options.ts';
import { bodyOf } from './bodyOf.ts';
import { numberOf } from './numberOf.ts';
import { type AnswerRefusal, answerRefusal, orGone } from './refusals.ts';
import type { PendingFactor } from './resend.ts';

export type Activated =
  /** Keep its id: that of an SMS factor is new. */
  | { readonly outcome: 'activated'; readonly factor: Factor }
  /** It had been activated before. This answer was not looked at: it proves nothing. */
  | { readonly outcome: 'alreadyActive'; readonly factor: Factor }
  | AnswerRefusal
  /** There is no such factor any more, pending or active. */
  | { readonly outcome: 'gone' };

/** Activates a pending factor with the code the user typed, or with another kind of answer. Safe to repeat. */
export async function activate(
  client: Client,
  userId: string,
  pending: PendingFactor,
  answer: string | Answer,
  options?: CallOptions,
): Promise<Activated> {
  const call = client.activateFactor({ userId, factorId: pending.id, body: bodyOf(answer) }, options);
  const activated = await orGone(call, (factor) => ({ outcome: 'activated' as const, factor }), answerRefusal);
  if (activated.outcome !== 'gone') return activated;
  const factors = await client.listFactors({ userId }, options);
  const factor = factors.find((factor) => factor.status === 'ACTIVE' && isWhatBecameOf(pending, factor));
  return factor ? { outcome: 'alreadyActive', factor } : activated;
}

/**
 * Tells whether `factor` is what became of a pending one: an SMS factor turns into one with another id and the same
 * number.
 */
function isWhatBecameOf(pending: PendingFactor, factor: Factor): boolean {
  const number = numberOf(pending.profile);
  return (
    factor.id === pending.id ||
    (factor.factorType === pending.factorType &&
      factor.provider === pending.provider &&
      number !== undefined &&
      number === numberOf(factor.profile))
  );
}
