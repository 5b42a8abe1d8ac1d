import type { Expectation } from './expectation.ts';
import { sdk } from './sdk.ts';
import { service } from './service.ts';

/** Everything that is expected to fail. */
export const known: readonly Expectation[] = [...service, ...sdk];
