import type { Tally } from './load.ts';

/** The results of one scenario; `failures` is empty when it passed. */
export interface Figures {
  readonly name: string;
  readonly lines: readonly string[];
  readonly failures: readonly string[];
}

/** Adds one tally to another. */
export function add(to: Tally, from: Tally): void {
  for (const [status, times] of from) to.set(status, (to.get(status) ?? 0) + times);
}

/** A tally as text: `200: 5321, 503: 17`. */
export const tallied = (answers: Tally): string =>
  [...answers]
    .sort(([a], [b]) => a - b)
    .map(([status, times]) => `${status || 'none'}: ${times}`)
    .join(', ');

/** A failure for each number that must be zero and is not. */
export const mustBeZero = (numbers: Readonly<Record<string, number>>): readonly string[] =>
  Object.entries(numbers).flatMap(([what, times]) => (times === 0 ? [] : [`${times} ${what}`]));
