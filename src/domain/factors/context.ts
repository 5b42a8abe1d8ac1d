import type { FactorStatus } from '../../contract/shared/primitives.ts';
import type { Requester } from '../budgets/requester.ts';
import type { ChannelBinding } from '../org/enrollmentSettings.ts';
import type { Policy } from '../policy/policy.ts';
import type { Owner } from '../users/user.ts';
import type { Phone } from '../values/phone.ts';

/** Everything a kind may know that is not in its arguments. Fixed for one try of one request. */
export interface Context {
  readonly now: Temporal.Instant;
  readonly random: (bytes: number) => Uint8Array;
  readonly user: Owner;
  readonly policy: Policy;
  /** `Accept-Language` of the request. */
  readonly language?: string;
  readonly templateId?: string;
  readonly tokenLifetime?: Temporal.Duration;
  /** The requester of a challenge, where each may have one of its own. */
  readonly requester?: Requester;
  /** A code that is sent must be too long to guess: the requester's short answers are used up. */
  readonly longCode?: true;
  /** The settings of the kind that an administrator changed (`FactorKind.settings`), and nothing else. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether an administrator wants every question on a device to have a number to pick. */
  readonly channelBinding?: ChannelBinding;
  /** The absolute form of a path of ours. */
  readonly absolute: (path: string) => string;
}

/** The context of an enrollment: the wishes in its query and the factors and phones that the user has. */
export interface EnrollContext<State> extends Context {
  readonly updatePhone: boolean;
  readonly activate: boolean;
  /** The user's factors of this kind. */
  readonly existing: readonly FactorView<State>[];
  readonly phones: readonly Phone[];
}

/** The part of a stored factor a kind may look at. */
export interface FactorView<State> {
  readonly id: string;
  readonly status: FactorStatus;
  readonly state: State;
}
