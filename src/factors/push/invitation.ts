import { INVITATION_LIFETIME, type Invitation, sameKey } from '../../domain/devices/device.ts';
import type { Context } from '../../domain/factors/context.ts';
import type { JoiningDevice } from '../../domain/factors/deviceRules.ts';
import { sameSecret } from '../../domain/values/sameSecret.ts';
import type { PushState } from './state.ts';

const TOKEN_BYTES = 32;

/** A fresh invitation for one device. */
export function newInvitation({ random, now }: Pick<Context, 'random' | 'now'>): Invitation {
  const secret = () => Buffer.from(random(TOKEN_BYTES)).toString('base64url');
  return { token: secret(), qr: secret(), expires: now.add(INVITATION_LIFETIME).toString({ smallestUnit: 'second' }) };
}

/** Whether a device came in by this link with this key and asks again: the reply may have been lost. */
export const isInAlready = ({ joined, devices }: PushState, { token, key }: JoiningDevice): boolean =>
  joined !== undefined &&
  sameSecret(joined.token, token) &&
  devices.some((device) => device.id === joined.deviceId && sameKey(device.key, key));
