import type { FactorStatus } from '../../contract/shared/primitives.ts';

/** Names one factor: the user it belongs to, and its id. */
export interface FactorRef {
  readonly userId: string;
  readonly factorId: string;
}

/** A factor of a user. `state` belongs to its kind and is sealed at rest; `version` counts writes. */
export interface Factor {
  readonly id: string;
  readonly userId: string;
  readonly factorType: string;
  readonly provider: string;
  readonly status: FactorStatus;
  readonly state: unknown;
  readonly version: number;
  readonly created: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
}

/** A factor id that is no longer live and its fate, so that a caller who still holds it can be helped. */
export interface FormerFactor {
  readonly id: string;
  readonly userId: string;
  readonly fate: 'activated' | 'replaced' | 'unenrolled' | 'reset';
  /** The factor that carries on, when there is one. */
  readonly successor?: string;
  readonly at: Temporal.Instant;
}
