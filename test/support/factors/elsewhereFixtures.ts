import type { User } from '../../../src/domain/users/user.ts';
import { TestDevice } from '../devices/device.ts';
import { linkIn, pushCalls, wireOf } from '../devices/pushCalls.ts';
import type { World } from '../world.ts';

/** Kinds that take no answer over the API: a device answers, or nobody does. */
export type ElsewhereKey = 'push/OKTA' | 'signed_nonce/OKTA';

/** The steps by which `kindsElsewhere.test.ts` comes to a factor of one kind. */
export interface ElsewhereFixture {
  /** Whether it can be challenged. */
  readonly challenged: boolean;
  /** Gives somebody the factor, and the device it is answered on. */
  become(
    w: World,
    user: User,
  ): Promise<{ readonly id: string; readonly device: TestDevice; readonly secrets: readonly string[] }>;
}

export const elsewhereFixtures: Readonly<Record<ElsewhereKey, ElsewhereFixture>> = {
  'push/OKTA': { challenged: true, become: (w, user) => withDevice(w, user, 'push') },
  'signed_nonce/OKTA': { challenged: false, become: (w, user) => withDevice(w, user, 'signed_nonce') },
};

async function withDevice(w: World, user: User, factorType: string) {
  const calls = pushCalls(w, user.id);
  const link = await linkIn(w, (await calls.enroll()).body._embedded.activation._links.qrcode);
  const device = new TestDevice(wireOf(w));
  await device.enroll(link);
  const factors = (await calls.list()).body as readonly { id: string; factorType: string }[];
  const id = factors.find((factor) => factor.factorType === factorType)?.id ?? '';
  return { id, device, secrets: [link.split('/').at(-1) ?? '', device.totp] };
}
