import type { FactorResult, FactorStatus } from '../contract/primitives.ts';
import type { Fault } from './fault.ts';
import type { Message } from './message.ts';
import type { OrgWrite } from './org.ts';
import type { Phone } from './phone.ts';

/**
 * What a kind wants to happen. A refusal is a value, not an exception: its `state`
 * (the spent challenge, the counted attempt) is saved before the caller hears "no".
 */
export type Decision<State> = Accepted<State> | Refused<State>;

export interface Accepted<State> {
  readonly ok: true;
  readonly state: State;
  readonly status?: FactorStatus;
  readonly result?: FactorResult;
  readonly send?: readonly Message[];
  /** HAL extras of this one reply; `self` is the factor's own URL. */
  readonly embedded?: (self: string) => Readonly<Record<string, unknown>>;
  /** Factors of the same user that this one takes the place of. */
  readonly replaces?: readonly string[];
  /** What is now known about the user's phone of this channel. */
  readonly phone?: Omit<Phone, 'id' | 'userId'>;
  /** Values no other factor may hold from now on, and what is decided instead when one does. */
  readonly claims?: { readonly values: readonly string[]; readonly held: Refused<never> };
  /** Changes of the organization's things that go with it. */
  readonly org?: readonly OrgWrite[];
}

export interface Refused<State> {
  readonly ok: false;
  readonly fault: Fault;
  /** The machine's reason, for the log and the caller's program: `WRONG_CODE`, `EXPIRED`, `SUPERSEDED`, … */
  readonly reason: string;
  readonly state?: State;
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
