import { fault } from '../../domain/values/fault.ts';

/** One attempt: what it came to, or undefined when somebody else wrote first. `tries` counts from 0. */
export type Attempt<T> = (tries: number) => Promise<T | undefined>;

const MAX_TRIES = 25;

/**
 * Repeats an attempt to read, decide and write until nobody else writes in between, at most 25 times; each attempt
 * decides from what is there by then. After the last one the caller hears 429 and what is being changed.
 */
export async function untilWritten<T>(subject: string, attempt: Attempt<T>): Promise<T> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const outcome = await attempt(tries);
    if (outcome !== undefined) return outcome;
  }
  throw fault('tooManyRequests').because(`Too many requests are changing the ${subject} at once; try again.`);
}
