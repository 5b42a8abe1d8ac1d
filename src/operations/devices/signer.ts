import type { Signed } from '../../contract/shared/operation.ts';
import type { DeviceRef } from '../../domain/devices/device.ts';
import type { Signer } from '../../domain/factors/deviceRules.ts';
import { fault } from '../../domain/values/fault.ts';

/** The device that signed, and the key it did it with. */
export function signerOf({ device, key, claims: { jti } }: Signed): {
  readonly ref: DeviceRef;
  readonly signer: Signer;
} {
  if (!device) throw fault('statementRefused');
  return { ref: device, signer: { deviceId: device.deviceId, key, jti } };
}
