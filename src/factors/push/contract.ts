import { Type } from 'typebox';
import { CredentialIdEnroll } from '../../contract/factors/credentialId.ts';
import { kindContract } from '../../contract/shared/primitives.ts';

/** A device's public key as profiles show it. Okta has RSA here; ours are of elliptic curves (see okta-divergences). */
const ProfileKey = Type.Object({
  kty: Type.String(),
  crv: Type.String(),
  x: Type.String(),
  y: Type.String(),
  use: Type.String(),
  kid: Type.String(),
  jwkType: Type.Optional(Type.String()),
});

/** The wire of push/OKTA: a question on the user's device, answered there (facts 21, 22, 92 to 100). */
export const pushContract = kindContract({
  factorType: 'push',
  provider: 'OKTA',
  vendorName: 'OKTA',
  enroll: CredentialIdEnroll,
  answer: Type.Object({}, { additionalProperties: false }),
  wishes: Type.Object({ useNumberMatchingChallenge: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  profile: Type.Object({
    credentialId: Type.String(),
    deviceType: Type.String(),
    keys: Type.Array(ProfileKey),
    name: Type.String(),
    platform: Type.String(),
    version: Type.String(),
  }),
});
