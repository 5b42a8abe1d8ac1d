import type { DeviceSubscription } from '../../contract/devices/device.ts';
import type { DeviceKey } from '../../contract/shared/statement.ts';
import { type Device, invitationExpired, sameKey } from '../../domain/devices/device.ts';
import type { Context, FactorView } from '../../domain/factors/context.ts';
import { accept, type Decision, refuse } from '../../domain/factors/decision.ts';
import type { NewDevice, Sibling, Signer } from '../../domain/factors/deviceRules.ts';
import { fault } from '../../domain/values/fault.ts';
import { sameSecret } from '../../domain/values/sameSecret.ts';
import { activeTotp, TOTP_SECRET_BYTES, totpSecret } from '../shared/totp.ts';
import { isInAlready } from './invitation.ts';
import { nonceState, OKTA_TOTP, type PushState, SIGNED_NONCE, withDevices } from './state.ts';

type Factor = FactorView<PushState>;

/** More than anybody carries; each of them is asked, and any may answer. */
const MOST_DEVICES = 10;
/** Longer than a statement is believed, from the first moment of it to the last. */
const BELIEVED = Temporal.Duration.from({ minutes: 5 });
const MOST_SUBSCRIPTIONS = 16;

/** The first device activates the factor and brings its two companions; each invitation lets one in (facts 24, 52). */
export function enrollDevice(
  { state, status }: Factor,
  device: NewDevice,
  { now, random, siblings }: Context & { readonly siblings: readonly Sibling[] },
): Decision<PushState> {
  const { invitation, ...rest } = state;
  const over = fault('activationOver');
  const standing = siblings.find(({ key, view }) => key === OKTA_TOTP && view.status === 'ACTIVE')?.view;
  const shown = standing?.state as ReturnType<typeof activeTotp> | undefined;
  const { joined } = state;
  if (shown && joined && isInAlready(state, device) && !invitationExpired(joined, now)) {
    return repeated(state, joined.deviceId, shown);
  }
  if (!invitation || !sameSecret(invitation.token, device.token)) return refuse(over, 'NO_INVITATION');
  if (invitationExpired(invitation, now)) return refuse(over.because('The link has expired.'), 'EXPIRED');
  if (state.devices.length >= MOST_DEVICES) {
    return refuse(over.because(`The factor has ${MOST_DEVICES} devices, and can have no more.`), 'TOO_MANY_DEVICES');
  }
  if (state.devices.some(({ key }) => sameKey(key, device.key))) {
    return refuse(over.because('A device of this factor has this key; each makes its own.'), 'KEY_IN_USE');
  }
  const { token, ...kept } = device;
  const devices = [...state.devices, { ...kept, added: now.toString() }];
  const { expires } = invitation;
  const next: PushState = { ...rest, devices, joined: { token, expires, deviceId: device.id } };
  const fresh = activeTotp(random(TOTP_SECRET_BYTES), state.login);
  const totp = { do: 'enroll', kind: OKTA_TOTP, state: fresh } as const;
  const nonce = { do: status === 'ACTIVE' ? 'save' : 'enroll', kind: SIGNED_NONCE, state: nonceState(next) } as const;
  // A device that is added later shows the codes of those that are there already.
  const shared = status === 'ACTIVE' ? shown : undefined;
  return accept(next, {
    status: 'ACTIVE',
    along: shared ? [nonce] : [totp, nonce],
    embedded: () => ({ totp: totpSecret(shared ?? fresh) }),
    says: [
      {
        event: status === 'ACTIVE' ? 'cofactor.device.add' : 'user.mfa.factor.activate',
        outcome: 'SUCCESS',
        detail: { deviceId: device.id, platform: device.platform },
      },
    ],
  });
}

/** The device's first reply once more, since that was lost on the way; nothing is written, so that many at once wait for nobody. */
const repeated = (state: PushState, deviceId: string, totp: ReturnType<typeof activeTotp>): Decision<PushState> =>
  accept(state, {
    repeats: true,
    embedded: () => ({ totp: totpSecret(totp) }),
    says: [{ event: 'cofactor.device.add', outcome: 'SUCCESS', reason: 'REPEATED', detail: { deviceId } }],
  });

/** From now on the device signs with another key. */
export function replaceKey({ state }: Factor, signer: Signer, next: DeviceKey): Decision<PushState> {
  const own = signedBy(state, signer);
  if (!own) return refuse(fault('statementRefused').because(NO_LONGER), 'OLD_KEY');
  if (state.devices.some(({ key }) => sameKey(key, next))) {
    return refuse(
      fault('statementRefused').because('A device of this factor has this key; make a new one.'),
      'SAME_KEY',
    );
  }
  return withDevices(state, replaced(state, { ...own, key: next }));
}

/** Sets or removes the address at which the device's browser can be woken; each statement counts once. */
export function subscribe(
  { state }: Factor,
  signer: Signer,
  subscription: DeviceSubscription | undefined,
  { now }: Pick<Context, 'now'>,
): Decision<PushState> {
  const own = signedBy(state, signer);
  if (!own) return refuse(fault('statementRefused').because(NO_LONGER), 'OLD_KEY');
  const { subscription: _, used: before = [], ...rest } = own;
  const used = before.filter(({ until }) => Temporal.Instant.compare(Temporal.Instant.from(until), now) > 0);
  if (used.some(({ jti }) => jti === signer.jti)) {
    const again = fault('statementRefused').because('It was used before; make a new one, with another jti.');
    return refuse(again, 'REPLAYED');
  }
  if (used.length >= MOST_SUBSCRIPTIONS) {
    return refuse(
      fault('tooManyRequests').because('The subscription changed too often; try again in five minutes.'),
      'TOO_OFTEN',
    );
  }
  if (signer.jti !== undefined) used.push({ jti: signer.jti, until: now.add(BELIEVED).toString() });
  const device = { ...rest, ...(subscription && { subscription }), ...(used.length > 0 && { used }) };
  return accept({ ...state, devices: replaced(state, device) });
}

export function leave(factor: Factor, signer: Signer): Decision<PushState> {
  if (!signedBy(factor.state, signer)) return refuse(fault('statementRefused').because(NO_LONGER), 'OLD_KEY');
  return removeDevice(factor, signer.deviceId);
}

/** Takes a device away; with the last one goes the factor. */
export function removeDevice({ state }: Factor, deviceId: string): Decision<PushState> {
  const others = state.devices.filter(({ id }) => id !== deviceId);
  if (others.length === state.devices.length) {
    return refuse(fault('notFound', { id: deviceId, type: 'Device' }), 'NO_SUCH_DEVICE');
  }
  return others.length === 0 ? accept(state, { unenrolls: true }) : withDevices(state, others);
}

/** The device as it is now, when the key that signed is still its key. */
export const signedBy = ({ devices }: PushState, { deviceId, key }: Signer): Device | undefined =>
  devices.find((device) => device.id === deviceId && sameKey(device.key, key));

export const NO_LONGER = 'The device was removed, or has a new key.';

const replaced = ({ devices }: PushState, device: Device) =>
  devices.map((one) => (one.id === device.id ? device : one));
