import { type Fault, fault } from '../domain/fault.ts';
import type { Limit } from '../domain/limit.ts';
import type { Services } from './services.ts';

/** Takes one from a budget, at most once per request however often a decision is made again. */
export class Budget {
  readonly #services: Services;
  readonly #now: Temporal.Instant;
  readonly #spent = new Set<string>();

  constructor(services: Services, now: Temporal.Instant) {
    this.#services = services;
    this.#now = now;
  }

  /** Undefined when there was one left, else what the caller hears. */
  async spend(limit: Limit): Promise<Fault | undefined> {
    if (this.#spent.has(limit.key)) return undefined;
    const spent = await this.#services.store.limits.spend(limit, this.#now);
    if (!spent.ok) return exhausted(limit, spent.retryAt, this.#now);
    this.#spent.add(limit.key);
    return undefined;
  }
}

/** A budget that is used up: Okta's error, and when to come back. */
export function exhausted(limit: Limit, retryAt: Temporal.Instant, now: Temporal.Instant): Fault {
  const seconds = Math.ceil(retryAt.since(now).total('seconds'));
  return fault(limit.error).because(
    `Try again in ${seconds} seconds, at ${retryAt.toString({ smallestUnit: 'second', roundingMode: 'ceil' })}.`,
  );
}
