import { limits } from '../../domain/budgets/budgets.ts';
import { activationPath, invitationExpired } from '../../domain/devices/device.ts';
import { deviceProfile } from '../../domain/devices/deviceProfile.ts';
import { accept } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import { sameSecret } from '../../domain/values/sameSecret.ts';
import { onlyFactor } from '../shared/onlyFactor.ts';
import { answerQuestion } from './answer.ts';
import { pushContract } from './contract.ts';
import { enrollDevice, leave, removeDevice, replaceKey, subscribe } from './devices.ts';
import { isInAlready, newInvitation } from './invitation.ts';
import { numberChallenge } from './numbers.ts';
import { OKTA_TOTP, PushState, SIGNED_NONCE } from './state.ts';

/** A question on the user's devices, of which the first answer counts. */
export const push: FactorKind<typeof pushContract, typeof PushState> = {
  contract: pushContract,
  idPrefix: { pending: 'opf', active: 'opf' },
  authenticator: { key: 'okta_verify', method: 'push' },
  state: PushState,
  takesAlong: [OKTA_TOTP, SIGNED_NONCE],

  enroll(_request, context) {
    const standing = onlyFactor(context);
    if (!standing.ok) return standing;
    const { user } = context;
    return accept(
      { login: user.profile.login, devices: [], invitation: newInvitation(context) },
      { status: 'PENDING_ACTIVATION', replaces: standing.replaces },
    );
  },

  challenge: {
    issue({ state }, { random, channelBinding }, { useNumberMatchingChallenge } = {}) {
      const numbered = useNumberMatchingChallenge || channelBinding === 'ALWAYS';
      return accept(state, {
        result: 'WAITING',
        asks: { credentialId: state.login, ...(numbered && { number: numberChallenge(random) }) },
      });
    },
    /** The question waits as a transaction, which nobody guesses at over the API. */
    id: () => undefined,
  },

  claims: (_state, { id }) => [`${id}:push`],

  profile({ login, devices: [first] }) {
    if (!first) return undefined;
    const { key, ...shown } = deviceProfile(first);
    return { credentialId: login, ...shown, keys: [{ ...key, use: 'sig', kid: 'default' }] };
  },

  qrCode({ id, state: { invitation } }, token, { user, absolute }) {
    if (!invitation || !sameSecret(invitation.qr, token)) return undefined;
    return absolute(activationPath(user.id, id, invitation));
  },

  devices: {
    list: ({ devices }) => devices,
    invitation: ({ invitation }) => invitation,
    knows: (state, device) =>
      (state.invitation !== undefined && sameSecret(state.invitation.token, device.token)) ||
      isInAlready(state, device),
    invite: ({ state }, context) => accept({ ...state, invitation: newInvitation(context) }),
    activationMessage({ id, state: { invitation } }, { channel, to }, { now, user, absolute, language }) {
      if (!invitation || invitationExpired(invitation, now)) return undefined;
      return {
        channel,
        to,
        purpose: 'invite',
        values: {
          code: absolute(activationPath(user.id, id, invitation)),
          lifetime: inWholeMinutes(Temporal.Instant.from(invitation.expires).since(now)),
        },
        ...(language !== undefined && { language }),
        limit: channel === 'email' ? limits.email(to) : limits.sms(to),
      };
    },
    enroll: enrollDevice,
    answer: answerQuestion,
    replaceKey,
    subscribe,
    leave,
    remove: removeDevice,
  },
};

/** For people: an invitation made a second ago is good for ten minutes and not for 9 minutes and 59 seconds. */
const inWholeMinutes = (left: Temporal.Duration): Temporal.Duration =>
  left.round({ largestUnit: 'minutes', smallestUnit: left.total('minutes') < 1.5 ? 'seconds' : 'minutes' });
