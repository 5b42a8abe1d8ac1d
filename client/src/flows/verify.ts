import type { Client } from '../createClient.ts';
import { CofactorError } from '../errors.ts';
import type { Answer, VerifyReply } from '../factors.ts';
import type { CallOptions } from '../options.ts';
import { bodyOf } from './bodyOf.ts';
import { type AnswerRefusal, answerRefusal, type MessageRefusal, messageRefusal, orGone } from './refusals.ts';

interface VerifyOptions extends CallOptions {
  readonly templateId?: string;
  /** Lifetime of the code of an e-mail, in seconds. */
  readonly tokenLifetimeSeconds?: number;
}

export type Challenged =
  /** A code is on its way, or the user is asked elsewhere: `reply` has how it goes on. */
  { readonly outcome: 'sent'; readonly reply: VerifyReply } | MessageRefusal | { readonly outcome: 'gone' };

/** Sends the user a code by an active factor, or asks elsewhere. After `tooSoon` the code before is still good. */
export function challenge(
  client: Client,
  userId: string,
  factorId: string,
  { templateId, tokenLifetimeSeconds, ...call }: VerifyOptions = {},
): Promise<Challenged> {
  const asked = client.verifyFactor({ userId, factorId, templateId, tokenLifetimeSeconds }, call);
  return orGone(asked, (reply) => ({ outcome: 'sent', reply }), messageRefusal);
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
export function verify(
  client: Client,
  userId: string,
  factorId: string,
  answer: string | Answer,
  options?: CallOptions,
): Promise<Verified> {
  const judged = client.verifyFactor({ userId, factorId, body: bodyOf(answer) }, options);
  return orGone(
    judged,
    ({ factorResult }) => {
      // Only this one word lets anybody in.
      if (factorResult !== 'SUCCESS') throw new CofactorError(`Not verified: ${factorResult}`);
      return { outcome: 'verified' };
    },
    answerRefusal,
  );
}
