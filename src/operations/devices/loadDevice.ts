import { type Device, type DeviceRef, sameKey } from '../../domain/devices/device.ts';
import type { Signer } from '../../domain/factors/deviceRules.ts';
import { fault } from '../../domain/values/fault.ts';
import { type LoadedFactor, readBack } from '../factors/loadFactor.ts';
import type { Services } from '../shared/services.ts';

/** The device a key is named after, as it is now; undefined when there is none, or nobody it could be of. */
export async function loadDevice(services: Pick<Services, 'store'>, ref: DeviceRef): Promise<Device | undefined> {
  const loaded = await loadDevices(services, ref);
  return loaded?.kind.devices?.list(loaded.view.state).find(({ id }) => id === ref.deviceId);
}

/** The factor of the device that signed, while its key still counts. */
export async function loadSigned(
  services: Pick<Services, 'store'>,
  ref: DeviceRef,
  { key }: Pick<Signer, 'key'>,
): Promise<LoadedFactor> {
  const loaded = await loadDevices(services, ref);
  const devices = loaded?.kind.devices?.list(loaded.view.state) ?? [];
  if (loaded && devices.some((device) => device.id === ref.deviceId && sameKey(device.key, key))) return loaded;
  throw fault('statementRefused').because('The device was removed, or has a new key.').hinting({ reason: 'OLD_KEY' });
}

/** A factor that has devices; undefined, without a word on why, when there is none to be had. */
export async function loadDevices(
  { store }: Pick<Services, 'store'>,
  { userId, factorId }: Omit<DeviceRef, 'deviceId'>,
): Promise<LoadedFactor | undefined> {
  const found = await store.factors.find({ userId, factorId });
  if (!found?.factor || found.user.status === 'DEPROVISIONED') return undefined;
  const { user, factor, enrollment } = found;
  const { kind, view } = readBack(factor);
  return kind.devices && { user, factor, enrollment, kind, view, known: [] };
}
