import type { DeviceRules } from '../../domain/factors/deviceRules.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import { fault } from '../../domain/values/fault.ts';

/** 404 for a factor that no device can be of. */
export function requireDevices({ devices }: AnyKind, { id }: Factor): DeviceRules<unknown> {
  if (devices) return devices;
  throw fault('notFound', { id, type: 'UserFactor' }).because('Only factors of type push have devices.');
}
