import type { Caller } from '../../../contract/shared/operation.ts';
import type { Refused } from '../../../domain/factors/decision.ts';
import type { Owner } from '../../../domain/users/user.ts';
import type { Fault } from '../../../domain/values/fault.ts';
import type { Guess } from '../../budgets/guess.ts';
import { noteFailure } from '../../budgets/noteFailure.ts';
import { findRequester } from '../../budgets/requester.ts';
import { givenBack } from '../../budgets/unjudged.ts';
import { logEntry } from '../../shared/logEntry.ts';
import type { Services } from '../../shared/services.ts';
import { findFactorUser } from '../../users/findUser.ts';
import { spendActivation } from '../factorGuess.ts';

/** Pays for an enrollment that takes an answer: as much as activating with one (fact 70), whatever comes of it. */
export async function spendEnrollGuess(
  services: Services,
  userId: string,
  caller: Caller,
  now: Temporal.Instant,
): Promise<Guess> {
  const { id } = await findFactorUser(services, userId, caller);
  return spendActivation(services, await findRequester(services, id, caller, now), undefined, now);
}

/** Logs and counts a refused answer like every other wrong guess, and returns the error for the caller. */
export async function enrollRefused(
  services: Services,
  { id: userId }: Owner,
  caller: Caller,
  decision: Refused<unknown>,
  guess: Guess,
): Promise<Fault> {
  const { fault, reason } = decision;
  const { hint, detail } = guess;
  const refused = { event: 'cofactor.factor.enroll', outcome: 'FAILURE', reason, userId, detail } as const;
  const now = services.now();
  const back = await givenBack(services, userId, guess, decision, now);
  await services.store.apply([logEntry({ caller, now }, refused), ...back]);
  if (decision.unjudged) return fault;
  await noteFailure(services, userId, caller, now);
  return fault.because(hint);
}
