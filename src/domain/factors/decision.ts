import type { EventType } from '../../contract/log/events.ts';
import type { FactorResult, FactorStatus } from '../../contract/shared/primitives.ts';
import type { Limit } from '../budgets/budgets.ts';
import type { Question, Transaction } from '../devices/transaction.ts';
import type { OrgWrite } from '../hardwareTokens/tokenPool.ts';
import type { Message } from '../messages/message.ts';
import type { Fault } from '../values/fault.ts';
import type { Phone } from '../values/phone.ts';

/**
 * The decision of a kind. A refusal is a value, not an exception: its `state`
 * (the spent challenge, the counted attempt) is saved before the caller hears "no".
 */
export type Decision<State> = Accepted<State> | Refused<State>;

export interface Accepted<State> {
  readonly ok: true;
  readonly state: State;
  readonly status?: FactorStatus;
  readonly result?: FactorResult;
  /** The factor is another one since, although its status is not: `lastUpdated` moves. */
  readonly changed?: true;
  /** It says once more what was decided before: the factor is not written, so that many at once are no conflict. */
  readonly repeats?: true;
  readonly send?: readonly Message[];
  /** HAL extras of this one reply; `self` is the factor's own URL. */
  readonly embedded?: (self: string) => Readonly<Record<string, unknown>>;
  /** Factors of the same user that this one takes the place of. */
  readonly replaces?: readonly string[];
  /** The user's phone of this channel, as it is now known. */
  readonly phone?: Omit<Phone, 'id' | 'userId'>;
  /** Values no other factor may hold from now on, and what is decided instead when one does. */
  readonly claims?: { readonly values: readonly string[]; readonly held: Refused<never> };
  /** Changes of the organization's things that go with it. */
  readonly org?: readonly OrgWrite[];
  /** The question to answer on a device; the caller polls for its result. */
  readonly asks?: Question;
  /** The transaction that ends with this. */
  readonly ends?: { readonly transaction: Transaction; readonly status: 'SUCCESS' | 'REJECTED' };
  /** Changes, made together with this one, of the user's factors of other kinds. */
  readonly along?: readonly Along[];
  /** The factor is removed, and what goes with it. */
  readonly unenrolls?: true;
  /** Budgets it is taken from, once it is written. */
  readonly charges?: readonly Limit[];
  /** Budgets that are given back. */
  readonly forgives?: readonly Limit[];
  /** The lines of the log, where one line with the request's event would not tell what happened. */
  readonly says?: readonly Said[];
}

/**
 * A factor of another kind, `factorType/provider`: enrolled in place of what the user has of it, or given a new state.
 */
export interface Along {
  readonly do: 'enroll' | 'save';
  readonly kind: string;
  readonly state: unknown;
}

/** One line of the log. */
export interface Said {
  readonly event: EventType;
  readonly outcome: 'SUCCESS' | 'FAILURE';
  readonly reason?: string;
  readonly detail?: Readonly<Record<string, string>>;
}

export interface Refused<State> {
  readonly ok: false;
  readonly fault: Fault;
  /** The machine's reason, for the log and the caller's program: `WRONG_CODE`, `EXPIRED`, `SUPERSEDED`, … */
  readonly reason: string;
  readonly state?: State;
  /** Nobody judged the answer; `NEVER_SENT`: nor can anybody have; `NOT_ASKED`: nor was anybody to be asked. */
  readonly unjudged?: 'SENT' | 'NEVER_SENT' | 'NOT_ASKED';
}

export const accept = <S>(state: S, rest: Omit<Accepted<S>, 'ok' | 'state'> = {}): Accepted<S> => ({
  ok: true,
  state,
  ...rest,
});

export const refuse = <S = never>(fault: Fault, reason: string, state?: S): Refused<S> => ({
  ok: false,
  fault: fault.hinting({ reason }),
  reason,
  ...(state !== undefined && { state }),
});
