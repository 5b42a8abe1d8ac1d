import type { DeviceDecision, DevicePlatform, DeviceSubscription } from '../../contract/devices/device.ts';
import type { DeviceKey } from '../../contract/shared/statement.ts';
import type { Device, Invitation } from '../devices/device.ts';
import type { Transaction } from '../devices/transaction.ts';
import type { Message } from '../messages/message.ts';
import type { Context, FactorView } from './context.ts';
import type { Decision } from './decision.ts';

/** The credentials of a device that joins a factor: the token of a link, and a statement signed with a new key. */
export interface JoiningDevice {
  readonly token: string;
  readonly key: DeviceKey;
}

/** A joining device with its own description of itself. */
export interface NewDevice extends JoiningDevice {
  readonly id: string;
  readonly name: string;
  readonly platform: DevicePlatform;
  readonly version: string;
}

/** A device that has signed something: what it is and the key that it was. */
export interface Signer {
  readonly deviceId: string;
  readonly key: DeviceKey;
  /** The statement's id; absent when nobody signed one. */
  readonly jti?: string;
}

/** The answer that was given on a device. */
export interface DeviceAnswer {
  readonly decision: DeviceDecision;
  readonly number?: number;
}

/** Another factor of the same user, with the key of its kind: `factorType/provider`. */
export interface Sibling {
  readonly key: string;
  readonly view: FactorView<unknown>;
}

/**
 * The rules of a kind that is activated, and answered, on devices of the user's. Whatever a device signed is judged
 * against the state it is written to: a key that was replaced, or a device that was removed, meanwhile counts no more.
 */
export interface DeviceRules<State> {
  list(state: State): readonly Device[];
  /** The invitation that lets a device in, expired or not; undefined when there is none. */
  invitation(state: State): Invitation | undefined;
  /** Whether a device has the invitation, expired or not, or came in by it: it may be told more. */
  knows(state: State, device: JoiningDevice): boolean;
  /** A new invitation in place of the one before. */
  invite(factor: FactorView<State>, context: Context): Decision<State>;
  /**
   * The message that brings a user the link that a device is activated with; undefined when there is none (fact 73).
   */
  activationMessage(
    factor: FactorView<State>,
    to: Pick<Message, 'channel' | 'to'>,
    context: Context,
  ): Message | undefined;
  /** Lets one device in for each invitation and repeats its reply when asked again; the first activates the factor. */
  enroll(
    factor: FactorView<State>,
    device: NewDevice,
    context: Context & { readonly siblings: readonly Sibling[] },
  ): Decision<State>;
  /** Judges what a device says to a question of its factor's. */
  answer(
    factor: FactorView<State>,
    signer: Signer,
    asked: { readonly transaction: Transaction; readonly answer: DeviceAnswer },
    context: Context,
  ): Decision<State>;
  replaceKey(factor: FactorView<State>, signer: Signer, next: DeviceKey): Decision<State>;
  /** A statement of an older subscription, sent again, must not bring that back. */
  subscribe(
    factor: FactorView<State>,
    signer: Signer,
    subscription: DeviceSubscription | undefined,
    context: Pick<Context, 'now'>,
  ): Decision<State>;
  /** The device that signed goes. */
  leave(factor: FactorView<State>, signer: Signer): Decision<State>;
  /** Takes a device away; with the last one goes the factor. */
  remove(factor: FactorView<State>, deviceId: string): Decision<State>;
}
