import type { Client } from '../createClient.ts';
import { pause } from '../createDeadline.ts';
import { CofactorError } from '../errors.ts';
import type { VerifyReply } from '../factors.ts';
import type { CallOptions } from '../options.ts';
import { type AnswerRefusal, answerRefusal, asIs, orGone } from './refusals.ts';

type Waiting = Extract<VerifyReply, { factorResult: 'WAITING' }>;

const ends: Readonly<Record<string, 'approved' | 'rejected' | 'timedOut' | 'cancelled'>> = {
  SUCCESS: 'approved',
  REJECTED: 'rejected',
  TIMEOUT: 'timedOut',
  CANCELLED: 'cancelled',
};

/** The ways in which a push ends. */
export type PushOutcome =
  | { readonly outcome: 'approved' | 'rejected' }
  /** Nobody answered in time. */
  | { readonly outcome: 'timedOut' }
  /** Somebody took the question back, or asked another one. */
  | { readonly outcome: 'cancelled' }
  /** The user was asked, or has refused, too often; or is locked. Nobody was asked this time. */
  | Extract<AnswerRefusal, { outcome: 'tooManyAttempts' | 'locked' }>
  /** There is no such factor any more, or it is still pending. */
  | { readonly outcome: 'gone' };

export interface PushOptions extends CallOptions {
  /** Has the user pick a number on their device, this one: show it where they want to get in. */
  readonly numberChallenge?: ((answer: number) => void) | undefined;
}

/** Seconds for which Cofactor holds a reply back while nobody answers; Okta does not look at it. */
const HELD = 20;
/** Milliseconds between looks: replies may come at once. */
const PACE = 2000;

/**
 * Asks the user on their device, and waits until they answer, the question is over, or the signal ends it: then it is
 * taken back. One question waits at a time: of two callers at once the first hears `cancelled`.
 */
export async function waitForPush(
  client: Client,
  userId: string,
  factorId: string,
  { numberChallenge, signal, ...call }: PushOptions = {},
): Promise<PushOutcome> {
  signal?.throwIfAborted();
  const wishes = numberChallenge && { useNumberMatchingChallenge: true };
  // Not ended by the signal: a question whose id never came could not be taken back.
  const asked = client.verifyFactor({ userId, factorId, body: wishes }, call);
  return orGone(asked.then(ended), asIs, answerRefusal) as Promise<PushOutcome>;

  async function ended(asked: VerifyReply) {
    const { factorResult } = asked.factorResult === 'WAITING' ? await answered(asked) : asked;
    const outcome = ends[factorResult];
    if (!outcome) throw new CofactorError(`Not verified: ${factorResult}`);
    return { outcome };
  }

  // Of Okta's links only the id is taken: the token must not go wherever a reply says.
  async function answered({ _links, transactionId = _links.poll.href.split('/').pop() ?? '', _embedded }: Waiting) {
    const transaction = { userId, factorId, transactionId };
    try {
      const number = _embedded?.challenge?.correctAnswer;
      if (number !== undefined) numberChallenge?.(number);
      const options = { ...call, signal, timeout: 30_000 };
      for (;;) {
        const reply = await client.getFactorTransactionStatus({ ...transaction, wait: HELD }, options);
        if (reply.factorResult !== 'WAITING') return reply;
        await pause(PACE, signal);
      }
    } catch (error) {
      // Nobody waits for the answer any more, whatever the reason.
      await client.cancelFactorTransaction(transaction, { timeout: 5000 }).catch(() => {});
      throw error;
    }
  }
}
