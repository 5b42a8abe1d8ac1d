import { isOfAddress, isOfChallenge, type Limit } from '../../domain/budgets/budgets.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import { counted } from '../../domain/values/spoken.ts';
import type { BudgetStanding } from '../../store/store.ts';
import type { Services } from '../shared/services.ts';

/** Takes from budgets, at most once per request however often a decision is made again. */
export class Budget {
  readonly #services: Services;
  readonly #now: Temporal.Instant;
  readonly #spent = new Set<string>();

  constructor(services: Services, now: Temporal.Instant) {
    this.#services = services;
    this.#now = now;
  }

  /** Throws what the caller hears when one of them is used up; then none was taken from. */
  async spend(...limits: readonly Limit[]): Promise<readonly BudgetStanding[]> {
    const due = limits.filter(({ key }) => !this.#spent.has(key));
    if (due.length === 0) return [];
    const spent = await this.#services.store.limits.spend(due, this.#now);
    if (!spent.ok) throw exhausted(spent.limit, spent.retryAt, this.#now);
    for (const { key } of due) this.#spent.add(key);
    return spent.standings;
  }
}

/** A budget that is used up: Okta's error, and when to come back. */
export function exhausted(limit: Limit, retryAt: Temporal.Instant, now: Temporal.Instant): Fault {
  const used = fault(limit.error).hinting({ reason: reasonOf(limit), perAddress: isOfAddress(limit) });
  // Its code will long have expired when guesses at it are allowed again.
  if (isOfChallenge(limit)) return used.because('Ask for a new code: this one takes no more attempts.');
  const seconds = Math.max(1, Math.ceil(retryAt.since(now).total('seconds')));
  const at = retryAt.toString({ smallestUnit: 'second', roundingMode: 'ceil' });
  return used.because(`Try again in ${counted(seconds, 'second')}, at ${at}.`).hinting({ retryAfterSeconds: seconds });
}

function reasonOf({ error }: Limit): string {
  if (error === 'tooManyRequests') return 'TOO_MANY_ATTEMPTS';
  return error.endsWith('TooSoon') ? 'TOO_SOON' : 'LIMIT_REACHED';
}
