import type { Caller } from '../../contract/shared/operation.ts';
import { type Guesser, type Limit, limits } from '../../domain/budgets/budgets.ts';
import type { Owner } from '../../domain/users/user.ts';
import { Budget, exhausted } from '../budgets/budget.ts';
import { type Guess, guesser, left, spendGuesses } from '../budgets/guess.ts';
import type { Services } from '../shared/services.ts';
import type { LoadedFactor } from './loadFactor.ts';

/** Pays for one activation attempt (fact 70), which a right one is not given back, and for a guess at the challenge. */
export async function spendActivation(
  services: Services,
  { user, challenge }: { readonly user: Owner; readonly challenge: string | undefined },
  caller: Caller,
  now: Temporal.Instant,
): Promise<Guess> {
  const who = guesser(user.id, caller);
  const guesses = challenge === undefined ? [] : [limits.challengeGuesses(challenge, who)];
  const standings = await new Budget(services, now).spend(...activationBudgets(who), ...guesses);
  return { ...left(standings, now), onSuccess: [{ do: 'forgive', keys: guesses.map(({ key }) => key) }] };
}

/** Once the activation attempts are used up there is no resend either, until their window ends (fact 70). */
export async function refuseAfterActivations(
  services: Services,
  userId: string,
  caller: Caller,
  now: Temporal.Instant,
): Promise<void> {
  for (const budget of activationBudgets(guesser(userId, caller))) {
    const { next } = await services.store.limits.peek(budget, now);
    if (Temporal.Instant.compare(next, now) > 0) throw exhausted(budget, next, now);
  }
}

const activationBudgets = (who: Guesser): readonly Limit[] =>
  who.address === undefined ? [limits.activation(who)] : [limits.activation(who), limits.activationCeiling(who)];

/** Pays for one guess at an active factor: per challenge, per factor and per user, before it is looked at. */
export async function spendGuess(
  services: Services,
  loaded: LoadedFactor,
  caller: Caller,
  now: Temporal.Instant,
): Promise<Guess> {
  const { user, factor, kind, view } = loaded;
  const who = guesser(user.id, caller);
  const challenge = kind.challenge?.id(view.state);
  const budgets: Limit[] = [limits.factorGuesses(factor.id, who), limits.userGuesses(who)];
  if (challenge !== undefined) budgets.push(limits.challengeGuesses(challenge, who));
  return spendGuesses(services, who, budgets, now);
}
