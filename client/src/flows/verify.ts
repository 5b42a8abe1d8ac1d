import type { Client } from '../createClient.ts';
import { CofactorError } from '../errors.ts';
import type { Answer, VerifyReply } from '../factors.ts';
import type { CallOptions } from '../options.ts';
import { type AnswerRefusal, answerRefusal, isFactorGone, type MessageRefusal, messageRefusal } from './refusals.ts';

interface VerifyOptions extends CallOptions {
  readonly templateId?: string;
  /** How long the code of an e-mail is good for. */
  readonly tokenLifetimeSeconds?: number;
}

export type Challenged =
  /** A code is on its way, or the user is asked elsewhere: `reply` has how it goes on. */
  { readonly outcome: 'sent'; readonly reply: VerifyReply } | MessageRefusal | { readonly outcome: 'gone' };

/** Sends the user a code by an active factor, or asks elsewhere. After `tooSoon` the code before is still good. */
export async function challenge(
  client: Client,
  userId: string,
  factorId: string,
  { templateId, tokenLifetimeSeconds, ...call }: VerifyOptions = {},
): Promise<Challenged> {
  try {
    const reply = await client.verifyFactor({ userId, factorId, templateId, tokenLifetimeSeconds }, call);
    return { outcome: 'sent', reply };
  } catch (error) {
    return isFactorGone(error) ? { outcome: 'gone' } : messageRefusal(error);
  }
}

export type Verified =
  | { readonly outcome: 'verified' }
  | AnswerRefusal
  /** There is no such factor, or it is still pending: list the user's factors. */
  | { readonly outcome: 'gone' };

/**
 * Judges what the user typed. A code is accepted once: to repeat the call after an answer that got lost, give it the
 * same `idempotencyKey`, which Cofactor answers with what it answered before.
 */
export async function verify(
  client: Client,
  userId: string,
  factorId: string,
  answer: string | Answer,
  options?: CallOptions,
): Promise<Verified> {
  const body = typeof answer === 'string' ? { passCode: answer } : answer;
  try {
    const { factorResult } = await client.verifyFactor({ userId, factorId, body }, options);
    // Only this one word lets anybody in.
    if (factorResult !== 'SUCCESS') throw new CofactorError(`Not verified: ${factorResult}`);
    return { outcome: 'verified' };
  } catch (error) {
    return isFactorGone(error) ? { outcome: 'gone' } : answerRefusal(error);
  }
}
