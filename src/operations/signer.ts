import type { Signed } from '../contract/operation.ts';
import type { DeviceRef } from '../domain/device.ts';
import type { Signer } from '../domain/deviceRules.ts';
import { fault } from '../domain/fault.ts';

/** The device that signed, and the key it did it with. */
export function signerOf({ device, key, claims: { jti } }: Signed): {
  readonly ref: DeviceRef;
  readonly signer: Signer;
} {
  if (!device) throw fault('statementRefused');
  return { ref: device, signer: { deviceId: device.deviceId, key, jti } };
}
