import { type Static, Type } from 'typebox';
import { succeeded } from './answered.ts';
import type { Device, DeviceWorld } from './device.ts';
import { createVirtualYubikey } from './virtual/virtualYubikey.ts';
import type { VirtualYubikey } from './virtual/yubikey.ts';

const TOKENS = '/api/v1/org/factors/yubikey_token/tokens';

/** Settings of a new virtual YubiKey. */
export const NewYubikey = Type.Object({
  type: Type.Literal('yubikey'),
  upload: Type.Optional(Type.Boolean({ description: "Puts it into the organization's pool at once" })),
});

/** A virtual YubiKey that is listed with the other devices. */
export interface YubikeyDevice extends Device {
  readonly key: VirtualYubikey;
}

/** Makes a YubiKey; where it is wished for, the organization knows it already. */
export async function yubikeyDevice(
  world: DeviceWorld,
  { upload = false }: Omit<Static<typeof NewYubikey>, 'type'>,
): Promise<YubikeyDevice> {
  const key = createVirtualYubikey(world);
  if (upload) {
    const authorization = `SSWS ${world.token}`;
    succeeded(`POST ${TOKENS}`, await world.ask({ method: 'POST', path: TOKENS, authorization, body: key.seed }));
  }
  return {
    id: world.newId('vir'),
    type: 'yubikey',
    key,
    show: () => ({ serial: key.seed.serialNumber.padStart(12, '0'), ...key.seed }),
    actions: {
      press: { body: Type.Object({}), run: () => ({ passCode: key.press() }) },
      plug: {
        body: Type.Object({}),
        run() {
          key.plug();
          return {};
        },
      },
    },
  };
}
