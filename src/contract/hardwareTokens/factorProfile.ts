import { type Static, Type } from 'typebox';
import { Links, Timestamp } from '../shared/primitives.ts';

/**
 * Settings of a profile, by which its tokens make codes: the names of Okta's console, and `lookAhead`, which is ours.
 */
const settings = {
  timeBased: Type.Boolean({ description: 'true: moves with time (RFC 6238); false: with each press (RFC 4226)' }),
  otpLength: Type.Integer({ description: 'digits of a code, 6 to 10', documented: { minimum: 6, maximum: 10 } }),
  timeStep: Type.Integer({ description: 'seconds: 15, 30 or 60; time-based only', documented: { enum: [15, 30, 60] } }),
  acceptableAdjacentIntervals: Type.Integer({
    description: 'steps to either side, 0 to 10; time-based only',
    documented: { minimum: 0, maximum: 10 },
  }),
  lookAhead: Type.Integer({
    description: 'presses that may go unused, 0 to 100; counter-based only',
    documented: { minimum: 0, maximum: 100 },
  }),
  encoding: Type.String({
    description: 'how shared secrets are sent: base32, base64 or hexadecimal',
    documented: { enum: ['base32', 'base64', 'hexadecimal'] },
  }),
  hmacAlgorithm: Type.String({
    description: 'HMacSHA1, HMacSHA256 or HMacSHA512',
    documented: { enum: ['HMacSHA1', 'HMacSHA256', 'HMacSHA512'] },
  }),
};

/** A profile to be made, or as it shall be. What is left out of the settings has its default. */
export const FactorProfileRequest = Type.Object(
  {
    name: Type.Optional(Type.String()),
    vendorName: Type.Optional(Type.String({ description: 'what its factors show; the name, when absent (fact 26)' })),
    settings: Type.Optional(Type.Partial(Type.Object(settings), { additionalProperties: false })),
    // Clients send whole objects back.
    id: Type.Optional(Type.Unknown()),
    default: Type.Optional(Type.Unknown()),
    created: Type.Optional(Type.Unknown()),
    lastUpdated: Type.Optional(Type.Unknown()),
    _links: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false, documented: { required: ['name'] } },
);
export type FactorProfileRequest = Static<typeof FactorProfileRequest>;

/** A factor profile as shown: what `factorProfileId` of an enroll request names. */
export const FactorProfileResource = Type.Object({
  id: Type.String(),
  name: Type.String(),
  vendorName: Type.String(),
  settings: Type.Object({
    timeBased: settings.timeBased,
    otpLength: settings.otpLength,
    timeStep: Type.Optional(settings.timeStep),
    acceptableAdjacentIntervals: Type.Optional(settings.acceptableAdjacentIntervals),
    lookAhead: Type.Optional(settings.lookAhead),
    encoding: settings.encoding,
    hmacAlgorithm: settings.hmacAlgorithm,
  }),
  created: Timestamp,
  lastUpdated: Timestamp,
  _links: Links,
});
