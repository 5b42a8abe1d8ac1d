import type { Static } from 'typebox';
import type { Devices } from '../dev/devices/devices.ts';
import { creationOptions, requestOptions } from '../dev/devices/keyPage.ts';
import type { NewPhone, PhoneDevice } from '../dev/devices/phoneDevice.ts';
import { siteOf } from '../dev/devices/site.ts';
import type { U2fDevice } from '../dev/devices/u2fDevice.ts';
import type { KeyDevice, NewKey } from '../dev/devices/webauthnDevice.ts';
import type { NewYubikey, YubikeyDevice } from '../dev/devices/yubikeyDevice.ts';
import { Fault } from '../domain/values/fault.ts';
import type { TestDevices, TestKey } from './testDevices.ts';

/** The devices of one service, as tests have them. */
export function testDevices(devices: () => Devices, base: () => string): TestDevices {
  const make = async <D>(type: string, wish: object): Promise<D> =>
    devices()
      .create({ type, ...wish })
      .catch(inWords) as Promise<D>;
  return {
    async phone(wish) {
      const { phone, owner, id } = await make<PhoneDevice>(
        'phone',
        wish satisfies Omit<Static<typeof NewPhone>, 'type'>,
      );
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
      const { key } = await make<KeyDevice>('webauthn', wish satisfies Omit<Static<typeof NewKey>, 'type'>);
      return testKey(key, base);
    },
    u2f: async () => (await make<U2fDevice>('u2f', {})).key,
    yubikey: async (wish = {}) =>
      (await make<YubikeyDevice>('yubikey', wish satisfies Omit<Static<typeof NewYubikey>, 'type'>)).key,
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
