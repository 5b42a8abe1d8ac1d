import { type Static, Type } from 'typebox';
import { Device, Invitation } from '../../domain/devices/device.ts';
import { deviceProfile } from '../../domain/devices/deviceProfile.ts';
import { type Accepted, type Along, accept } from '../../domain/factors/decision.ts';

/** The state of a push factor: its devices, oldest first, and the invitation for one more. */
export const PushState = Type.Object({
  /** The login at enrollment, as the profile shows it. */
  login: Type.String(),
  devices: Type.Array(Device),
  invitation: Type.Optional(Invitation),
  /** The invitation used last and by whom: should a reply be lost, that device may ask again. */
  joined: Type.Optional(
    Type.Object({
      token: Type.String(),
      expires: Type.String(),
      deviceId: Type.String(),
    }),
  ),
});
export type PushState = Static<typeof PushState>;

export const OKTA_TOTP = 'token:software:totp/OKTA';
export const SIGNED_NONCE = 'signed_nonce/OKTA';

/** The sibling factor that shows the first device's key has to show what it is now. */
const shownAlong = (state: PushState): Along => ({ do: 'save', kind: SIGNED_NONCE, state: nonceState(state) });

/** The state of the signed_nonce factor of these devices. */
export const nonceState = ({ login, devices: [first] }: PushState) => ({
  login,
  ...(first && { shown: deviceProfile(first) }),
});

/** Other devices than before, everywhere they are shown. */
export const withDevices = (
  state: PushState,
  devices: PushState['devices'],
  rest: Omit<Accepted<PushState>, 'ok' | 'state'> = {},
): Accepted<PushState> => {
  const next = { ...state, devices };
  return accept(next, { along: [shownAlong(next)], ...rest });
};
