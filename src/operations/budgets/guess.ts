import { isOfChallenge, type Limit, limits } from '../../domain/budgets/budgets.ts';
import type { Requester } from '../../domain/budgets/requester.ts';
import type { Write } from '../../store/change.ts';
import type { BudgetStanding } from '../../store/store.ts';
import type { Services } from '../shared/services.ts';
import { Budget } from './budget.ts';

/** One guess that has been paid for: what to say when it was wrong, and what to give back when it was right. */
export interface Guess {
  /** For the caller: how many are left, or when the next is allowed. */
  readonly hint: string;
  /** For the log. */
  readonly detail: Readonly<Record<string, string>>;
  readonly onSuccess: readonly Write[];
}

/**
 * Pays for one guess at a user's password or recovery answer, before it is looked at. A right one makes nobody known:
 * whom a second factor is to stop has the password.
 */
export async function spendPasswordGuess(services: Services, who: Requester, now: Temporal.Instant): Promise<Guess> {
  return spendGuesses(services, who, [limits.passwords(who)], now);
}

/** Pays for one guess out of the given budgets, and a stranger's out of the ceiling of all strangers. */
export async function spendGuesses(
  services: Services,
  who: Requester,
  budgets: Limit[],
  now: Temporal.Instant,
): Promise<Guess> {
  const given = budgets.map(({ key }) => key);
  if (who.standing === 'stranger') budgets.push(limits.ceiling(who));
  const standings = await new Budget(services, now).spend(...budgets);
  return { ...left(standings, now), onSuccess: [{ do: 'forgive', keys: given }] };
}

/** The hint and the detail about budgets just spent from: the one that runs out first speaks. */
export function left(standings: readonly BudgetStanding[], now: Temporal.Instant): Pick<Guess, 'hint' | 'detail'> {
  const waiting = standings.filter(({ next }) => next.epochMilliseconds > now.epochMilliseconds);
  if (waiting.length === 0) {
    const count = Math.min(
      ...standings.map(({ limit: { rule }, used }) => (rule.type === 'backoff' ? rule.free : rule.max) - used),
    );
    const attempts = count === 1 ? '1 attempt is' : `${count} attempts are`;
    return { hint: `${attempts} left before a pause.`, detail: { attemptsLeft: String(count) } };
  }
  // A new challenge has a budget of its own: nobody needs to wait for that of the old one.
  const lasting = waiting.filter(({ limit }) => !isOfChallenge(limit));
  const [last] = lasting.map(({ next }) => next).sort((a, b) => Temporal.Instant.compare(b, a));
  const retryAt = last?.toString({ smallestUnit: 'second', roundingMode: 'ceil' });
  const isOver = lasting.length < waiting.length;
  const hints = [
    ...(isOver ? ['Ask for a new code.'] : []),
    ...(retryAt === undefined ? [] : [`The next attempt is possible at ${retryAt}.`]),
  ];
  return {
    hint: hints.join(' '),
    detail: {
      attemptsLeft: '0',
      ...(retryAt !== undefined && { retryAt }),
      ...(isOver && { challenge: 'OVER' }),
    },
  };
}
