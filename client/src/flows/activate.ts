import type { Client } from '../createClient.ts';
import type { Answer, Factor } from '../factors.ts';
import type { CallOptions } from '../options.ts';
import { type AnswerRefusal, answerRefusal, isFactorGone } from './refusals.ts';
import type { PendingFactor } from './resend.ts';
import { isSameNumber } from './smsFactors.ts';

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
  const body = typeof answer === 'string' ? { passCode: answer } : answer;
  try {
    const factor = await client.activateFactor({ userId, factorId: pending.id, body }, options);
    return { outcome: 'activated', factor };
  } catch (error) {
    if (!isFactorGone(error)) return answerRefusal(error);
  }
  const factors = await client.listFactors({ userId }, options);
  const factor = factors.find((factor) => factor.status === 'ACTIVE' && isWhatBecameOf(pending, factor));
  return factor ? { outcome: 'alreadyActive', factor } : { outcome: 'gone' };
}

/** The same factor, or the one an SMS factor turned into: that has another id and the same number. */
function isWhatBecameOf({ id, factorType, provider, profile }: PendingFactor, factor: Factor): boolean {
  if (factor.id === id) return true;
  const before = numberOf(profile);
  const after = numberOf(factor.profile);
  return (
    factor.factorType === factorType &&
    factor.provider === provider &&
    before !== undefined &&
    after !== undefined &&
    isSameNumber(before, after)
  );
}

const numberOf = (profile: unknown): string | undefined =>
  (profile as { phoneNumber?: string } | undefined)?.phoneNumber;
