import { Type } from 'typebox';
import { ActivationReply, ActivationStatus, FactorDevice } from '../factors/factors.ts';
import { phoneErrors } from '../shared/errors.ts';
import { operation, SMALL_BODY_BYTES } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';

const FactorPath = Type.Object({ userId: Type.String(), factorId: Type.String() });
const factor = '/api/v1/users/:userId/factors/:factorId' as const;

const sending = [
  'validation',
  'malformedBody',
  'notFound',
  'noPhone',
  'invalidPhone',
  'smsTooSoon',
  'emailTooSoon',
  ...phoneErrors,
  'tooManyRequests',
] as const;

/** Factors that devices activate and answer: how far that is, whom the link is sent to, which devices there are. */
export const factorDeviceOperations = {
  pollFactorActivation: operation({
    method: 'POST',
    maxBodyBytes: SMALL_BODY_BYTES,
    path: `${factor}/lifecycle/activate/poll`,
    scope: 'okta.users.manage',
    summary: 'Poll the activation of a push factor',
    params: FactorPath,
    query: None,
    body: None,
    status: 200,
    reply: ActivationReply,
    errors: ['notFound', 'factorServiceFailed', 'factorServiceSilent'],
  }),
  sendFactorActivationEmail: operation({
    method: 'POST',
    maxBodyBytes: SMALL_BODY_BYTES,
    path: `${factor}/lifecycle/activate/email`,
    scope: 'okta.users.manage',
    summary: 'Send the activation link of a push factor by email',
    params: FactorPath,
    query: None,
    body: None,
    status: 200,
    reply: ActivationStatus,
    errors: sending,
  }),
  sendFactorActivationSms: operation({
    method: 'POST',
    maxBodyBytes: SMALL_BODY_BYTES,
    path: `${factor}/lifecycle/activate/sms`,
    scope: 'okta.users.manage',
    summary: 'Send the activation link of a push factor by SMS',
    params: FactorPath,
    query: None,
    body: Type.Object({ profile: Type.Optional(Type.Object({ phoneNumber: Type.Optional(Type.String()) })) }),
    status: 200,
    reply: ActivationStatus,
    errors: sending,
  }),
  /** Ours, like the two after it: Okta has the first device only (fact 51). */
  listFactorDevices: operation({
    method: 'GET',
    path: `${factor}/devices`,
    scope: 'okta.users.read',
    summary: 'List the devices of a factor',
    params: FactorPath,
    query: None,
    body: None,
    status: 200,
    reply: Type.Array(FactorDevice),
    errors: ['notFound'],
  }),
  inviteFactorDevice: operation({
    method: 'POST',
    maxBodyBytes: SMALL_BODY_BYTES,
    path: `${factor}/devices`,
    scope: 'okta.users.manage',
    summary: 'Begin to add a device to a factor',
    params: FactorPath,
    query: None,
    body: None,
    status: 200,
    reply: ActivationStatus,
    errors: ['notFound', 'validation', 'tooManyRequests'],
  }),
  removeFactorDevice: operation({
    method: 'DELETE',
    path: `${factor}/devices/:deviceId`,
    scope: 'okta.users.manage',
    summary: 'Remove a device from a factor',
    params: Type.Object({ userId: Type.String(), factorId: Type.String(), deviceId: Type.String() }),
    query: None,
    body: None,
    status: 204,
    reply: None,
    errors: ['notFound', 'tooManyRequests'],
  }),
} as const;
