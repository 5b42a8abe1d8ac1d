import { type Static, type TSchema, Type } from 'typebox';
import { fault } from '../../domain/values/fault.ts';
import type { Device, DeviceType, DeviceWorld } from './device.ts';
import { NewPhone, phoneDevice } from './phoneDevice.ts';
import { readBody } from './readBody.ts';
import { NewU2f, newU2fDevice } from './u2fDevice.ts';
import { NewKey, webauthnDevice } from './webauthnDevice.ts';
import { NewYubikey, yubikeyDevice } from './yubikeyDevice.ts';

interface Maker {
  readonly wish: TSchema;
  make(wish: never): Device | Promise<Device>;
}

/** The simulated devices of one service; development mode and tests have them. */
export interface Devices {
  /** Makes one, of the type that the wish names. */
  create(wish: unknown): Promise<Device>;
  add<D extends Device>(device: D): D;
  list(): readonly object[];
  show(id: string): object;
  change(id: string, wish: unknown): object;
  act(id: string, action: string, body: unknown): Promise<unknown>;
  remove(id: string): Promise<void>;
  /** The owners of these keys are asked something; looks up those that are ours. */
  prompted(kids: readonly string[]): void;
  /** They are gone, without a word to the service; done when none of them asks it anything any more. */
  clear(): Promise<void>;
}

/** A device as developers see it. */
export const shown = (device: Device): object => ({ id: device.id, type: device.type, ...device.show() });

/** An empty drawer for devices. */
export function createDevices(world: DeviceWorld): Devices {
  const all = new Map<string, Device>();
  const add = <D extends Device>(device: D): D => {
    all.set(device.id, device);
    return device;
  };
  const addShown = (device: Device) => shown(add(device));
  const makers: Readonly<Record<DeviceType, Maker>> = {
    phone: { wish: NewPhone, make: (wish: Static<typeof NewPhone>) => phoneDevice(world, wish) },
    webauthn: { wish: NewKey, make: (wish: Static<typeof NewKey>) => webauthnDevice(world, wish, addShown) },
    u2f: { wish: NewU2f, make: () => newU2fDevice(world, addShown) },
    yubikey: { wish: NewYubikey, make: (wish: Static<typeof NewYubikey>) => yubikeyDevice(world, wish) },
  };
  const Typed = Type.Object({ type: Type.Enum(Object.keys(makers)) });
  const find = (id: string): Device => {
    const device = all.get(id);
    if (!device) throw fault('notFound', { id, type: 'Device' });
    return device;
  };
  return {
    async create(wish) {
      const { wish: schema, make } = makers[readBody(Typed, wish).type as DeviceType];
      return add(await make(readBody(schema, wish) as never));
    },
    add,
    list: () => [...all.values()].map(shown),
    show: (id) => shown(find(id)),
    change(id, wish) {
      const { change, ...device } = find(id);
      if (!change)
        throw fault('validation', { subject: 'device' }).because(`There is nothing to change of a ${device.type}.`);
      change.run(readBody(change.body, wish) as never);
      return shown(find(id));
    },
    async act(id, name, body) {
      const { type, actions } = find(id);
      const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
      if (!action) throw fault('unknownPath').because(`A ${type} can: ${Object.keys(actions).join(', ')}.`);
      return action.run(readBody(action.body, body) as never);
    },
    async remove(id) {
      await find(id).remove?.();
      all.delete(id);
    },
    prompted(kids) {
      for (const device of all.values()) for (const kid of kids) device.prompted?.(kid);
    },
    async clear() {
      for (const device of all.values()) device.stop?.();
      all.clear();
      await world.idle();
    },
  };
}
