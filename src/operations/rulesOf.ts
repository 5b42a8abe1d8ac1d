import type { DeviceRules } from '../domain/deviceRules.ts';
import { fault } from '../domain/fault.ts';
import type { AnyKind } from '../domain/kind.ts';
import type { Factor } from '../store/records.ts';

/** 404 for a factor that no device can be of. */
export function rulesOf({ devices }: AnyKind, { id }: Factor): DeviceRules<unknown> {
  if (devices) return devices;
  throw fault('notFound', { id, type: 'UserFactor' }).because('Only factors of type push have devices.');
}
