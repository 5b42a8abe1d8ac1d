import type { EventType } from '../../contract/log/events.ts';
import type { FactorStatus } from '../../contract/shared/primitives.ts';
import type { MessageRecord } from '../messages/messageRecord.ts';
import type { UserStatus } from '../users/user.ts';

/** The history of one user: everything an explanation is made of. */
export interface History {
  readonly userId: string;
  /** Undefined for a user of an Okta org whose telephony hook we are: known by its messages only. */
  readonly status?: UserStatus;
  readonly now: Temporal.Instant;
  /** Oldest first. */
  readonly messages: readonly MessageRecord[];
  /** Oldest first. */
  readonly log: readonly LoggedEvent[];
  readonly factors: readonly FactorFacts[];
  /** Names of API tokens by their ids. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Until when those wait whom the user does not know: budgets that are used up at `now`. */
  readonly pauses: ReadonlyMap<Pause, Temporal.Instant>;
  /** The addresses in `log` that gave wrong answers for many users within the last hour. */
  readonly sprayers: ReadonlySet<string>;
}

/** A budget of strangers, or of all; `rings`: those of the phone. */
export type Pause = 'passwords' | 'mailedCodes' | 'mailedLinks' | 'pushes' | 'rings';

/** An entry of the log, as far as it matters here. */
export interface LoggedEvent {
  readonly at: Temporal.Instant;
  readonly event: EventType;
  readonly outcome: 'SUCCESS' | 'FAILURE' | 'DENY';
  readonly reason?: string;
  readonly factorId?: string;
  readonly actor?: string;
  readonly address?: string;
  readonly detail?: Readonly<Record<string, string>>;
}

/** A factor without what it keeps to itself. */
export interface FactorFacts {
  readonly id: string;
  readonly factorType: string;
  readonly provider: string;
  readonly status: FactorStatus;
}

/** One line of a timeline. */
export interface Happening {
  readonly at: Temporal.Instant;
  /** For colours: fine, in trouble, or neither. */
  readonly outcome: 'OK' | 'PROBLEM' | 'NOTE';
  readonly text: string;
  readonly messageId?: string;
  readonly factorId?: string;
  /** The API token that asked. */
  readonly by?: string;
  /** The end user's address as that caller reported it. */
  readonly address?: string;
}

/** The finding about a user: one word for programs, a sentence for people, and the next step. */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  readonly text: string;
  readonly next: string;
  readonly messageId?: string;
  readonly factorId?: string;
}

/** Every way the last attempt to verify a user can stand. */
export const diagnosisCodes = [
  'NOTHING_SENT',
  'SENDING',
  'NOT_SENT',
  'BLOCKED',
  'NO_PROVIDER',
  'PROVIDER_REFUSED',
  'CARRIER_FAILED',
  'WAITING',
  'EXPIRED',
  'WRONG_CODE',
  'SUPERSEDED',
  'USED',
  'OUTSIDE_WINDOW',
  'KEY_REFUSED',
  'PUSH_DENIED',
  'PUSH_TIMEOUT',
  'TOO_MANY_TRIES',
  'LONG_PROOF_WANTED',
  'FACTOR_GONE',
  'HANDED_OVER',
  'VERIFIED',
] as const;
export type DiagnosisCode = (typeof diagnosisCodes)[number];

/** Every way in which outsiders try. */
export const attackKinds = [
  'SHORT_ANSWERS',
  'PUSHES',
  'PASSWORDS',
  'RECOVERY_ANSWERS',
  'MESSAGES',
  'SPRAYING',
] as const;
export type AttackKind = (typeof attackKinds)[number];

/** An attack on a user: since when, in a sentence, and what the owner can do all the same. */
export interface Attack {
  readonly kind: AttackKind;
  readonly since: Temporal.Instant;
  readonly text: string;
  readonly next: string;
  readonly factorId?: string;
}

/** The explanation that `cofactor explain` prints and the API answers. */
export interface Explanation {
  readonly timeline: readonly Happening[];
  readonly diagnosis: Diagnosis;
  readonly attacks: readonly Attack[];
}
