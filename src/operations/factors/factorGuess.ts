import type { Caller } from '../../contract/shared/operation.ts';
import { type Limit, limits } from '../../domain/budgets/budgets.ts';
import type { Requester } from '../../domain/budgets/requester.ts';
import { Budget, exhausted } from '../budgets/budget.ts';
import { type Guess, left } from '../budgets/guess.ts';
import { findRequester } from '../budgets/requester.ts';
import type { Services } from '../shared/services.ts';

/** Pays for one activation attempt (fact 70), which a right one is not given back, and for a guess at the challenge. */
export async function spendActivation(
  services: Services,
  who: Requester,
  challenge: string | undefined,
  now: Temporal.Instant,
): Promise<Guess> {
  const guesses = challenge === undefined ? [] : [limits.challengeGuesses(challenge, who)];
  const paid = [...activationBudgets(who), ...guesses];
  const standings = await new Budget(services, now).spend(...paid);
  return { ...left(standings, now), onSuccess: [{ do: 'forgive', keys: guesses.map(({ key }) => key) }], paid };
}

/** Once the activation attempts are used up there is no resend either, until their window ends (fact 70). */
export async function refuseAfterActivations(
  services: Services,
  userId: string,
  caller: Caller,
  now: Temporal.Instant,
): Promise<void> {
  for (const budget of activationBudgets(await findRequester(services, userId, caller, now))) {
    const { next } = await services.store.limits.peek(budget, now);
    if (Temporal.Instant.compare(next, now) > 0) throw exhausted(budget, next, now);
  }
}

const activationBudgets = (who: Requester): readonly Limit[] =>
  who.standing === 'nobody' ? [limits.activation(who)] : [limits.activation(who), limits.activationCeiling(who)];
