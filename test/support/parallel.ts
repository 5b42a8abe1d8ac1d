import type { Answer, CallOptions } from './world.ts';

/** Makes so many calls at once; gives the answers. */
export const atOnce = <T>(times: number, call: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, n) => call(n)));

export const count = (answers: readonly Answer[], status: number): number =>
  answers.filter((answer) => answer.status === status).length;

/** An end user's address of its own, and with it budgets of its own: every one of many parallel guesses is judged. */
export const from = (n: number): CallOptions => ({ headers: { 'x-forwarded-for': `192.0.2.${n + 1}` } });
