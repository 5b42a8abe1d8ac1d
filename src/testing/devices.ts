import type { Static } from 'typebox';
import type { Devices } from '../dev/devices/devices.ts';
import { creationOptions, requestOptions } from '../dev/devices/keyPage.ts';
import type { NewPhone, PhoneDevice } from '../dev/devices/phoneDevice.ts';
import type { AskedOnPhone, ByHand, Manner } from '../dev/devices/phoneOwner.ts';
import { siteOf } from '../dev/devices/site.ts';
import type { U2fDevice } from '../dev/devices/u2fDevice.ts';
import type { Asserted, Created, Place } from '../dev/devices/virtual/virtualKey.ts';
import type { PhoneAccount, PhoneRequest } from '../dev/devices/virtual/virtualPhone.ts';
import type { VirtualU2f } from '../dev/devices/virtual/virtualU2f.ts';
import type { VirtualYubikey } from '../dev/devices/virtual/virtualYubikey.ts';
import type { KeyDevice, NewKey } from '../dev/devices/webauthnDevice.ts';
import type { NewYubikey, YubikeyDevice } from '../dev/devices/yubikeyDevice.ts';
import { Fault } from '../domain/values/fault.ts';

type Wish<T> = Omit<T, 'type'>;

/** Devices of users, made of software. They are gone after `reset`. */
export interface TestDevices {
  /**
   * A phone with our app, which opens an activation link, or scans the QR code of the push factor it is told of. Its
   * owner approves everything unless told to `deny`, to say `not-me`, to pick the `wrong-number` or to be `silent`.
   */
  phone(wish: Wish<Static<typeof NewPhone>>): Promise<TestPhone>;
  webauthn(wish?: Wish<Static<typeof NewKey>>): Promise<TestKey>;
  u2f(): Promise<VirtualU2f>;
  /** With `upload` the organization has it in its pool. */
  yubikey(wish?: Wish<Static<typeof NewYubikey>>): Promise<VirtualYubikey>;
}

/** A phone, and whoever has it. */
export interface TestPhone {
  readonly account: PhoneAccount;
  /** Sets how the owner answers from now on, questions that wait included. */
  behave(manner: Manner): void;
  /** The questions that wait for an answer, oldest first. */
  waiting(): Promise<readonly PhoneRequest[]>;
  /** Everything it was asked, and what was answered. */
  asked(): readonly AskedOnPhone[];
  /** Answers the newest question by hand, and with the right number, unless told otherwise. */
  answer(given: ByHand): Promise<AskedOnPhone>;
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

/** The devices of one service, as tests have them. */
export function testDevices(devices: () => Devices, base: () => string): TestDevices {
  const make = async <D>(type: string, wish: object): Promise<D> =>
    devices()
      .create({ type, ...wish })
      .catch(inWords) as Promise<D>;
  return {
    async phone(wish) {
      const { phone, owner, id } = await make<PhoneDevice>('phone', wish);
      return {
        account: phone.account,
        behave: owner.change,
        waiting: () => phone.waiting().catch(inWords),
        asked: owner.asked,
        answer: (given) => owner.answer(given).catch(inWords),
        passCode: phone.passCode,
        replaceKey: () => phone.replaceKey().catch(inWords),
        remove: () => devices().remove(id).catch(inWords),
      };
    },
    async webauthn(wish = {}) {
      const { key } = await make<KeyDevice>('webauthn', wish);
      return testKey(key, base);
    },
    u2f: async () => (await make<U2fDevice>('u2f', {})).key,
    yubikey: async (wish = {}) => (await make<YubikeyDevice>('yubikey', wish)).key,
  };
}

const testKey = (key: KeyDevice['key'], base: () => string): TestKey => ({
  create(options, place = {}) {
    const asked = creationOptions({ options });
    return key.create(asked, { origin: siteOf(asked.rp?.id, base()), ...place });
  },
  get: (options, place) => key.get(requestOptions({ options }), place),
  clone: () => testKey(key.clone(), base),
});

/** A test reads an error's message, not a body. */
function inWords(error: unknown): never {
  if (!(error instanceof Fault)) throw error;
  throw new Error(error.causes.join('; '), { cause: error });
}
