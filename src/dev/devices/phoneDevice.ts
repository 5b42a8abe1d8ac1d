import { type Static, Type } from 'typebox';
import { Fault, fault } from '../../domain/values/fault.ts';
import type { Device, DeviceWorld } from './device.ts';
import { loginPage } from './loginPage.ts';
import { ByHand, createOwner, Manner, type PhoneOwner } from './phoneOwner.ts';
import { enrollPhone, type VirtualPhone } from './virtual/virtualPhone.ts';

const Text = Type.Optional(Type.String({ minLength: 1 }));

/** Settings of a new virtual phone: an activation link, or the push factor whose QR code it scans. */
export const NewPhone = Type.Object({
  type: Type.Literal('phone'),
  link: Text,
  userId: Text,
  factorId: Text,
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  platform: Type.Optional(Type.Enum(['ANDROID', 'IOS', 'WEB'])),
  ...Manner.properties,
});

/** A virtual phone that is listed with the other devices. */
export interface PhoneDevice extends Device {
  readonly phone: VirtualPhone;
  readonly owner: PhoneOwner;
}

/** Opens the link on a new phone, and gives it to somebody. */
export async function phoneDevice(
  world: DeviceWorld,
  { type: _, link, userId, factorId, name = 'Virtual phone', platform = 'ANDROID', ...manner }: Static<typeof NewPhone>,
): Promise<PhoneDevice> {
  const page = loginPage(world);
  const scanned = userId !== undefined && factorId !== undefined && link === undefined;
  const text = scanned ? await page.scan({ userId, factorId }) : (link ?? '');
  const phone = await enrollPhone(world, text, { name, platform });
  if (!phone) {
    throw fault('validation', { subject: 'link' }).because(
      'link: Send an activation link, or userId and factorId of a push factor.',
    );
  }
  const owner = createOwner({ ...world, phone, page }, manner);
  return {
    id: world.newId('vir'),
    type: 'phone',
    phone,
    owner,
    show: () => ({
      ...{ name, platform, ...owner.manner, kid: phone.kid, account: phone.account },
      passCode: phone.passCode(),
      asked: owner.asked(),
    }),
    actions: {
      answer: { body: ByHand, run: owner.answer },
      'replace-key': { body: Type.Object({}), run: () => phone.replaceKey().then(() => ({})) },
    },
    change: { body: Manner, run: owner.change },
    prompted(kid) {
      if (kid === phone.kid) void owner.prompted();
    },
    async remove() {
      owner.stop();
      // A service that has forgotten the phone, or refuses, cannot keep its owner from throwing it away.
      await phone.remove().catch((error: unknown) => {
        if (!(error instanceof Fault)) throw error;
      });
    },
    stop: owner.stop,
  };
}
