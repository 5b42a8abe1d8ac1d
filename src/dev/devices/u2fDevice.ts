import { type Static, Type } from 'typebox';
import type { Device, DeviceWorld } from './device.ts';
import { pageDoes } from './keyPage.ts';
import { readBody } from './readBody.ts';
import { createAttestation } from './virtual/attestation.ts';
import { createVirtualU2f, type VirtualU2f } from './virtual/virtualU2f.ts';

/** Settings of a new virtual U2F key: none yet. */
export const NewU2f = Type.Object({ type: Type.Literal('u2f') });

const Text = Type.Optional(Type.String({ minLength: 1 }));
/** A page's request to use the key: our API's reply as it came, or a part of it. */
const U2fPageRequest = Type.Object({
  options: Type.Optional(Type.Unknown({ description: 'A reply to enroll or verify, as it came' })),
  challenge: Text,
  appId: Text,
  credentialId: Text,
  origin: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9+.-]*:', description: 'Of the page' })),
});
type U2fPageRequest = Static<typeof U2fPageRequest>;

const Request = Type.Object({
  challenge: Type.String({ minLength: 1 }),
  appId: Type.String({ pattern: '^https?://[^/]+', description: 'Chosen by the caller (fact 28)' }),
  keyHandle: Text,
  origin: Text,
});

/** A virtual U2F key that is listed with the other devices. */
export interface U2fDevice extends Device {
  readonly key: VirtualU2f;
}

/** Makes a U2F key of a maker's of its own. */
export async function newU2fDevice(world: DeviceWorld, add: (device: Device) => object): Promise<U2fDevice> {
  return u2fDevice(world, add, createVirtualU2f({ random: world.random, attestation: await createAttestation() }));
}

/** Lists a U2F key with the other devices. */
function u2fDevice(world: DeviceWorld, add: (device: Device) => object, key: VirtualU2f): U2fDevice {
  return {
    id: world.newId('vir'),
    type: 'u2f',
    key,
    show: () => ({ keys: key.keys() }),
    actions: {
      register: {
        body: U2fPageRequest,
        run: (asked: U2fPageRequest) => ({ answer: pageDoes(() => key.register(request(asked))) }),
      },
      sign: {
        body: U2fPageRequest,
        run: (asked: U2fPageRequest) => ({ answer: pageDoes(() => key.sign(request(asked))) }),
      },
      clone: { body: Type.Object({}), run: () => add(u2fDevice(world, add, key.clone())) },
    },
  };
}

interface FactorLike {
  readonly profile?: { readonly credentialId?: string; readonly appId?: string };
  readonly _embedded?: {
    readonly activation?: { readonly nonce?: string };
    readonly challenge?: { readonly nonce?: string };
  };
}

function request({ options, ...given }: U2fPageRequest): Static<typeof Request> {
  const { _embedded, profile } = (options ?? {}) as FactorLike;
  const known = {
    challenge: given.challenge ?? (_embedded?.challenge ?? _embedded?.activation)?.nonce,
    appId: given.appId ?? profile?.appId,
    keyHandle: given.credentialId ?? profile?.credentialId,
    origin: given.origin,
  };
  return readBody(Request, Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)));
}
