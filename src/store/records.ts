import type { EventType } from '../contract/log/events.ts';
import type { FactorStatus } from '../contract/shared/primitives.ts';
import type { YubikeyStatus } from '../domain/hardwareTokens/yubikeyPool.ts';

export interface FactorRef {
  readonly userId: string;
  readonly factorId: string;
}

/** A factor as stored. `state` belongs to its kind and is sealed at rest; `version` counts writes. */
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

/** A factor without its state. */
export type FactorEnvelope = Omit<Factor, 'state' | 'version'>;

/** What became of a factor id that is no longer live, so that a caller who still holds it can be helped. */
export interface FormerFactor {
  readonly id: string;
  readonly userId: string;
  readonly fate: 'activated' | 'replaced' | 'unenrolled' | 'reset';
  /** The factor that carries on, when there is one. */
  readonly successor?: string;
  readonly at: Temporal.Instant;
}

/** One occurrence of an event. Never holds a code, a secret or a full phone number. */
export interface LogEntry {
  readonly at: Temporal.Instant;
  readonly event: EventType;
  readonly outcome: 'SUCCESS' | 'FAILURE' | 'DENY';
  /** The machine's reason: `WRONG_CODE`, `EXPIRED`, … */
  readonly reason?: string;
  /** The user it happened to, or the system (`''`). */
  readonly userId: string;
  readonly factorId?: string;
  /** The API token that asked. */
  readonly actor?: string;
  readonly requestId?: string;
  /** The end user's address as the caller reported it. */
  readonly address?: string;
  readonly detail?: Readonly<Record<string, string>>;
}

/** An API token. The secret itself is shown once and kept as a SHA-256 digest. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
  readonly ownerId?: string;
  readonly created: Temporal.Instant;
  readonly revoked?: Temporal.Instant;
}

/** A YubiKey of the organization's pool, without its secrets. */
export interface YubikeyRecord {
  readonly id: string;
  /** 12 digits. */
  readonly serial: string;
  readonly publicId: string;
  readonly status: YubikeyStatus;
  readonly created: Temporal.Instant;
  readonly activated?: Temporal.Instant;
  /** When it was uploaded, as long as it has not been used (fact 215). */
  readonly lastVerified: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
  /** The factor it is assigned to. */
  readonly holder?: FactorRef;
}

/** One try to answer a request that carries an Idempotency-Key. */
export interface KeyHold {
  readonly tokenId: string;
  /** SHA-256 of the key: callers may have put anything into it. */
  readonly keyDigest: string;
  /** Tells this try from any other with the same key. */
  readonly attempt: string;
}
