import { Type } from 'typebox';
import { kindContract } from '../../contract/shared/primitives.ts';

/** The wire of signed_nonce/OKTA: the key of the device that answers push, as a factor of its own (fact 23). */
export const signedNonceContract = kindContract({
  factorType: 'signed_nonce',
  provider: 'OKTA',
  vendorName: 'OKTA',
  enroll: Type.Object({}, { additionalProperties: false }),
  answer: Type.Object({}, { additionalProperties: false }),
  profile: Type.Object({
    credentialId: Type.String(),
    deviceType: Type.String(),
    keys: Type.Array(Type.Record(Type.String(), Type.String())),
    name: Type.String(),
    platform: Type.String(),
    version: Type.String(),
  }),
});
