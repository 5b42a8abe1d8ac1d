import type { Asserted, Created, Place } from '../dev/devices/virtual/keyReplies.ts';
import type { AskedOnPhone, PhoneAccount, PhoneRequest } from '../dev/devices/virtual/phoneScreen.ts';
import type { VirtualU2f } from '../dev/devices/virtual/virtualU2f.ts';
import type { VirtualYubikey } from '../dev/devices/virtual/yubikey.ts';
import type { KeyWish, PhoneAnswer, PhoneManner, PhoneWish, YubikeyWish } from './deviceWishes.ts';
/** Devices of users, made of software. They are gone after `reset`. */
export interface TestDevices {
  /**
   * A phone with our app, which opens an activation link, or scans the QR code of the push factor it is told of. Its
   * owner approves everything unless told to `deny`, to say `not-me`, to pick the `wrong-number` or to be `silent`.
   */
  phone(wish: PhoneWish): Promise<TestPhone>;
  webauthn(wish?: KeyWish): Promise<TestKey>;
  u2f(): Promise<VirtualU2f>;
  /** With `upload` the organization has it in its pool. */
  yubikey(wish?: YubikeyWish): Promise<VirtualYubikey>;
}

/** A phone, and whoever has it. */
export interface TestPhone {
  readonly account: PhoneAccount;
  /** Sets how the owner answers from now on, questions that wait included. */
  behave(manner: PhoneManner): void;
  /** The questions that wait for an answer, oldest first. */
  waiting(): Promise<readonly PhoneRequest[]>;
  /** Everything it was asked, and what was answered. */
  asked(): readonly AskedOnPhone[];
  /** Answers the newest question by hand, and with the right number, unless told otherwise. */
  answer(given: PhoneAnswer): Promise<AskedOnPhone>;
  /** The code it shows now. */
  passCode(): string;
  /** Signs with another key from now on. */
  replaceKey(): Promise<void>;
  /** The account is removed from the phone. */
  remove(): Promise<void>;
}

/** A WebAuthn key and the browser around it; refusals are DOMExceptions, as in browsers. */
export interface TestKey {
  /** Registers: `options` is a reply to enroll or the part of it that a page hands to the browser. */
  create(options: object, place?: Partial<Place>): Created;
  /** Signs in: `options` is a reply to verify or the part of it that a page hands to the browser. */
  get(options: object, place?: Partial<Place>): Asserted;
  /** A copy, whose counter falls behind when the other one is used. */
  clone(): TestKey;
}
