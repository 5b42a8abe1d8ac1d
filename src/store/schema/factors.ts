import type { FactorStatus } from '../../contract/shared/primitives.ts';
import type { FormerFactor } from '../../domain/factors/factor.ts';
import { integer, nullable, sealed, table, text } from './table.ts';

export const factors = table('factors', {
  user_id: text(),
  id: text(),
  factor_type: text(),
  provider: text(),
  status: text<FactorStatus>(),
  created_at: text(),
  updated_at: text(),
});

/** A table of its own, because a verification rewrites it and leaves the rest of the factor alone. */
export const factorStates = table('factor_states', {
  user_id: text(),
  factor_id: text(),
  version: integer(),
  state: sealed(),
});

/** Values that one factor at a time may hold. */
export const factorClaims = table('factor_claims', {
  claim: text(),
  user_id: text(),
  factor_id: text(),
});

/** Factors that are gone, and why. */
export const formerFactors = table('former_factors', {
  user_id: text(),
  id: text(),
  fate: text<FormerFactor['fate']>(),
  successor: nullable(text()),
  at: text(),
});
