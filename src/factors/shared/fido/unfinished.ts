import type { FactorView } from '../../../domain/factors/kind.ts';

/** Enrollments that were begun and never finished: they make room for the next, while keys that are enrolled stay. */
export const unfinished = (existing: readonly FactorView<unknown>[]): readonly string[] =>
  existing.filter(({ status }) => status === 'PENDING_ACTIVATION').map(({ id }) => id);
