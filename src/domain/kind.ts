import type { Static, TSchema } from 'typebox';
import type { FactorStatus, KindContract } from '../contract/primitives.ts';
import type { Decision } from './decision.ts';
import type { Phone } from './phone.ts';
import type { Policy } from './policy.ts';
import type { User } from './user.ts';

/** Everything a kind may know that is not in its arguments. Fixed for one try of one request. */
export interface Context {
  readonly now: Temporal.Instant;
  readonly random: (bytes: number) => Uint8Array;
  readonly user: User;
  readonly policy: Policy;
  /** `Accept-Language` of the request. */
  readonly language?: string;
  readonly templateId?: string;
  readonly tokenLifetime?: Temporal.Duration;
}

/** What enroll may know besides: the wishes in its query and what the user already has. */
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

/**
 * One way of proving who you are. Stateless: it is handed the factor's state and answers with a
 * decision; it never touches the store, the network, the clock or HTTP. Every method is a function of
 * its arguments: it is run again when another request changed the factor in between.
 * A method that is absent is something this kind does not do.
 */
export interface FactorKind<C extends KindContract = KindContract, State extends TSchema = TSchema> {
  readonly contract: C;
  /** The three letters an id starts with; a factor whose prefix changes with its status gets a new id (fact 3). */
  readonly idPrefix: { readonly pending: string; readonly active: string };
  /** Shape of the private state, checked whenever it is read back. Sealed at rest. */
  readonly state: State;
  /** The name of its resend link and its phone channel, for kinds that reach a user by message. */
  readonly channel?: 'sms';

  enroll(request: Static<C['enroll']>, context: EnrollContext<Static<State>>): Decision<Static<State>>;
  /** Sends or shows what an active factor can be answered with. */
  challenge?(factor: FactorView<Static<State>>, context: Context): Decision<Static<State>>;
  /** A new message for a pending factor. */
  resend?(factor: FactorView<Static<State>>, context: Context): Decision<Static<State>>;
  /** Judges an answer, of a pending factor (which it activates) or an active one. */
  verify(factor: FactorView<Static<State>>, answer: Static<C['answer']>, context: Context): Decision<Static<State>>;
  /** Values no two live factors may share, e.g. "one sms per user". */
  claims(state: Static<State>, user: User): readonly string[];
  /** The public face: never contains a secret. */
  profile(state: Static<State>): Static<C['profile']>;
}

/** A kind whose state type has been forgotten; what operations work with. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where kinds of different shapes meet
export type AnyKind = FactorKind<KindContract, any>;
