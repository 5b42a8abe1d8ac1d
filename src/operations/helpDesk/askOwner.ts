import type { Caller } from '../../contract/shared/operation.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import { kindOf } from '../../factors/index.ts';
import { verifyFactor } from '../factors/verify/verifyFactor.ts';
import { Created, Page } from '../shared/replies.ts';
import type { Services } from '../shared/services.ts';

/** The question on the user's device, and the number that they are to pick; neither where they read a code out. */
export interface AskedOwner {
  readonly transactionId?: string;
  readonly number?: number;
}

/**
 * Asks a user, on the phone with the help desk, to prove themselves: a push with the number that they are told, or a message
 * with a code. An app or a token that shows codes is asked nothing. Guesses and rings are counted as those of a sign-in at the
 * administrator's place, which a success makes known to nobody.
 */
export async function askOwner(
  services: Services,
  { id: factorId, userId, factorType, provider }: Pick<Factor, 'id' | 'userId' | 'factorType' | 'provider'>,
  caller: Caller,
): Promise<AskedOwner> {
  const kind = kindOf(factorType, provider);
  if (!kind?.challenge) return {};
  // An approval by habit proves nothing: the number goes by the phone call.
  const body = kind.devices ? { useNumberMatchingChallenge: true } : {};
  const reply = await verifyFactor(services, {
    params: { userId, factorId },
    query: {},
    body,
    caller: { ...caller, onPhone: true },
  });
  if (reply instanceof Page) return {};
  const { transactionId, _embedded } = reply instanceof Created ? reply.body : reply;
  const number = numberIn(_embedded);
  return { ...(transactionId !== undefined && { transactionId }), ...(number !== undefined && { number }) };
}

/** The number to pick, in what is embedded in a question that waits. */
export const numberIn = (embedded: unknown): number | undefined =>
  (embedded as { readonly challenge?: { readonly correctAnswer?: number } } | undefined)?.challenge?.correctAnswer;
