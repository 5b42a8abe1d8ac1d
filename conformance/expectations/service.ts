import type { Expectation } from './expectation.ts';

/** What this service gets wrong, until it does not: nothing that is known. */
export const service: readonly Expectation[] = [];
