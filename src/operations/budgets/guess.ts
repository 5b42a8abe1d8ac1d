import { isOfShortAnswers } from '../../domain/budgets/answerBudgets.ts';
import { isOfChallenge, type Limit, limits } from '../../domain/budgets/budgets.ts';
import type { Requester } from '../../domain/budgets/requester.ts';
import type { Write } from '../../store/change.ts';
import type { BudgetStanding } from '../../store/store.ts';
import type { Services } from '../shared/services.ts';
import { exhausted } from './budget.ts';
import { isPasswordPlace } from './requester.ts';

/** One guess that has been paid for: what to say when it was wrong, and what to give back when it was right. */
export interface Guess {
  /** For the caller: how many are left, or when the next is allowed. */
  readonly hint: string;
  /** For the log. */
  readonly detail: Readonly<Record<string, string>>;
  readonly onSuccess: readonly Write[];
  /** The budgets it was taken from, where it can be that nobody judges it. */
  readonly paid?: readonly Limit[];
  /** The writes that go with a refusal, besides its line in the log. */
  readonly onRefusal?: () => readonly Write[];
}

/**
 * Pays for one guess at a user's password or recovery answer, before it is looked at. A right one makes nobody known:
 * whom a second factor is to stop has the password. Strangers where a link has set the password guess out of their own budget
 * alone, so that others who have used up all strangers' guesses do not keep them out.
 */
export async function spendPasswordGuess(services: Services, who: Requester, now: Temporal.Instant): Promise<Guess> {
  const own = limits.passwords(who);
  const all = limits.strangersPasswords(who);
  const isStranger =
    (who.standing === 'stranger' && !(await isPasswordPlace(services, who, now))) ||
    (who.standing === 'nobody' && services.policy.unnamedCallers === 'safe');
  const spent = await services.store.limits.spend(isStranger ? [own, all] : [own], now);
  if (spent.ok) return { ...left(spent.standings, now), onSuccess: [{ do: 'forgive', keys: [own.key] }] };
  const refused = exhausted(spent.limit, spent.retryAt, now);
  throw spent.limit.key === all.key ? refused.because(...waysIn(who)) : refused;
}

/** The calls that are left where strangers' guesses are used up: nothing longer than a password can be asked for. */
function waysIn({ userId, standing }: Requester): readonly string[] {
  const user = `/api/v1/users/${userId}`;
  const verify = `Once a factor of the user is verified from this address it is known and has guesses of its own: POST ${user}/factors/{factorId}/verify.`;
  const link = `POST ${user}/lifecycle/reset_password makes a link: the address where a password is set with it has guesses of its own.`;
  return standing === 'stranger' ? [verify, link] : [link];
}

/** The hint and the detail about budgets just spent from: the one that runs out first speaks; `wanted`: and then. */
export function left(
  standings: readonly BudgetStanding[],
  now: Temporal.Instant,
  wanted?: string,
): Pick<Guess, 'hint' | 'detail'> {
  const waiting = standings.filter(({ next }) => next.epochMilliseconds > now.epochMilliseconds);
  if (waiting.length === 0) {
    const count = Math.min(
      ...standings.map(({ limit: { rule, cost = 1 }, used }) =>
        Math.floor(((rule.type === 'backoff' ? rule.free : rule.max) - used) / cost),
      ),
    );
    const attempts = count === 1 ? '1 attempt is' : `${count} attempts are`;
    return { hint: `${attempts} left before a pause.`, detail: { attemptsLeft: String(count) } };
  }
  // A new challenge has a budget of its own: nobody needs to wait for that of the old one.
  const isOver = waiting.some(({ limit }) => isOfChallenge(limit));
  const usedUp = waiting.some(({ limit }) => isOfShortAnswers(limit));
  const lasting = waiting.filter(({ limit }) => !isOfChallenge(limit) && !isOfShortAnswers(limit));
  const [last] = lasting.map(({ next }) => next).sort((a, b) => Temporal.Instant.compare(b, a));
  const retryAt = last?.toString({ smallestUnit: 'second', roundingMode: 'ceil' });
  const hints = [
    ...(usedUp && wanted !== undefined ? [wanted] : isOver ? ['Ask for a new code.'] : []),
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
