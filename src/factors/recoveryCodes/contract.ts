import { Type } from 'typebox';
import { PassCodeAnswer } from '../../contract/factors/passCode.ts';
import { EXTENSION_PROVIDER, kindContract } from '../../contract/shared/primitives.ts';

/** The wire of cofactor:recovery_codes, an extension of ours: codes to keep for the day everything else is lost. */
export const recoveryCodesContract = kindContract({
  factorType: 'cofactor:recovery_codes',
  provider: EXTENSION_PROVIDER,
  vendorName: EXTENSION_PROVIDER,
  alwaysShown: true,
  enroll: Type.Object({}, { additionalProperties: false }),
  answer: PassCodeAnswer,
  profile: Type.Object({
    codes: Type.Integer({ description: 'How many codes there were' }),
    codesLeft: Type.Integer({ description: 'How many have not been used' }),
  }),
});
