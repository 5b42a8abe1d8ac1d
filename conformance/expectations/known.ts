import type { Expectation } from './expectation.ts';

/** Everything that is expected to fail. */
export const known: readonly Expectation[] = [];
