import { type Static, Type } from 'typebox';
import type { Device, DeviceWorld } from './device.ts';
import { creationOptions, PageRequest, pageDoes, requestOptions } from './keyPage.ts';
import { siteOf } from './site.ts';
import { createVirtualKey, type VirtualKey } from './virtual/virtualKey.ts';

/** Settings of a new virtual WebAuthn key. */
export const NewKey = Type.Object({
  type: Type.Literal('webauthn'),
  alg: Type.Optional(
    Type.Enum(['ES256', 'RS256', 'EdDSA'], { description: 'The first that is asked for, unless told' }),
  ),
  userVerification: Type.Optional(
    Type.Boolean({ description: 'Whether it has a PIN or knows its finger; true unless told' }),
  ),
  attestation: Type.Optional(Type.Enum(['packed', 'none'])),
  synced: Type.Optional(Type.Boolean({ description: 'A passkey that is copied between devices, and does not count' })),
});

/** A virtual WebAuthn key that is listed with the other devices. */
export interface KeyDevice extends Device {
  readonly key: VirtualKey;
}

/** Makes a key, or lists one that is there. */
export function webauthnDevice(
  world: DeviceWorld,
  { type: _, ...traits }: Static<typeof NewKey>,
  add: (device: Device) => object,
  key = createVirtualKey({ ...traits, random: world.random }),
): KeyDevice {
  return {
    id: world.newId('vir'),
    type: 'webauthn',
    key,
    show: () => ({ ...traits, credentials: key.credentials() }),
    actions: {
      create: {
        body: PageRequest,
        run(asked: PageRequest) {
          const options = creationOptions(asked);
          const { origin = siteOf(options.rp?.id, world.base()), rpId } = asked;
          return pageDoes(() => key.create(options, { origin, ...(rpId !== undefined && { rpId }) }));
        },
      },
      get: {
        body: PageRequest,
        run({ origin, rpId, ...asked }: PageRequest) {
          const options = requestOptions(asked);
          const place = { ...(origin !== undefined && { origin }), ...(rpId !== undefined && { rpId }) };
          return pageDoes(() => key.get(options, place));
        },
      },
      clone: {
        body: Type.Object({}),
        run: () => add(webauthnDevice(world, { type: 'webauthn', ...traits }, add, key.clone())),
      },
    },
  };
}
