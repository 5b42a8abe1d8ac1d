import { type Static, Type } from 'typebox';
import { DevicePlatform, DeviceSubscription } from '../../contract/devices/device.ts';
import { DeviceKey } from '../../contract/shared/statement.ts';
import { hasEnded } from '../values/lifetime.ts';

/** A device of a user's that answers questions; its key is its credential. */
export const Device = Type.Object({
  id: Type.String(),
  key: DeviceKey,
  name: Type.String(),
  platform: DevicePlatform,
  version: Type.String(),
  added: Type.String(),
  subscription: Type.Optional(DeviceSubscription),
  /** Statements about its subscription that count no more, for as long as they would be believed. */
  used: Type.Optional(Type.Array(Type.Object({ jti: Type.String(), until: Type.String() }))),
});
export type Device = Static<typeof Device>;

/** An invitation, which lets one device in, once: the link in a QR code, an e-mail or a text message. */
export const Invitation = Type.Object({
  token: Type.String(),
  /** Opens the picture of the QR code; another secret, since its address is seen by proxies. */
  qr: Type.String(),
  expires: Type.String(),
});
export type Invitation = Static<typeof Invitation>;

/** The parts of a device key's name: with them the device is found by one read. */
export interface DeviceRef {
  readonly userId: string;
  readonly factorId: string;
  readonly deviceId: string;
}

export const kidOf = ({ userId, factorId, deviceId }: DeviceRef): string => `${userId}.${factorId}.${deviceId}`;

const KID = /^(00u[0-9A-Za-z]{17})\.([0-9A-Za-z]{20})\.(dev[0-9A-Za-z]{17})$/;

export function readKid(kid: unknown): DeviceRef | undefined {
  const [, userId, factorId, deviceId] = (typeof kid === 'string' && KID.exec(kid)) || [];
  return userId && factorId && deviceId ? { userId, factorId, deviceId } : undefined;
}

export const sameKey = (a: DeviceKey, b: DeviceKey): boolean => a.x === b.x && a.y === b.y;

/** The time in which an invitation lets a device in; ten minutes, as Okta's example has it (fact 21). */
export const INVITATION_LIFETIME = Temporal.Duration.from({ minutes: 10 });

export const invitationExpired = ({ expires }: Pick<Invitation, 'expires'>, now: Temporal.Instant): boolean =>
  hasEnded(Temporal.Instant.from(expires), INVITATION_LIFETIME, now);

/** The path that a device opens with an invitation, whose token is in the fragment: no server and no proxy logs it. */
export const activationPath = (userId: string, factorId: string, { token }: Invitation): string =>
  `/authenticator/#/activate/${userId}/${factorId}/${token}`;
