import type { Operations } from '../../contract/index.ts';
import type { Reply } from '../../contract/shared/operation.ts';
import type { Signed } from '../../contract/shared/statement.ts';
import type { DeviceRef } from '../../domain/devices/device.ts';
import type { Signer } from '../../domain/factors/deviceRules.ts';
import { fault } from '../../domain/values/fault.ts';
import type { LoadedFactor } from '../factors/loadFactor.ts';
import type { Services } from '../shared/services.ts';

/** The device that signed, and the key it did it with. */
export function signerOf({ device, key, claims: { jti } }: Signed): {
  readonly ref: DeviceRef;
  readonly signer: Signer;
} {
  if (!device) throw fault('statementRefused');
  return { ref: device, signer: { deviceId: device.deviceId, key, jti } };
}

/** Whose factor a device is of, in words it can show. */
export const accountOf = (
  { policy }: Services,
  { user, factor }: Pick<LoadedFactor, 'user' | 'factor'>,
): Reply<Operations['enrollDevice']>['account'] => ({
  userId: user.id,
  factorId: factor.id,
  login: user.profile.login,
  organization: policy.issuer,
});
