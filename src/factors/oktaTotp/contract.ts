import { Type } from 'typebox';
import { PassCodeAnswer } from '../../contract/factors/passCode.ts';
import { TotpProfile } from '../../contract/factors/totp.ts';
import { kindContract } from '../../contract/shared/primitives.ts';

/** The wire of token:software:totp/OKTA: an authenticator app with a secret of ours. */
export const oktaTotpContract = kindContract({
  factorType: 'token:software:totp',
  provider: 'OKTA',
  vendorName: 'OKTA',
  enroll: Type.Object(
    {
      profile: Type.Optional(
        Type.Object({ credentialId: Type.Optional(Type.String()) }, { additionalProperties: false }),
      ),
    },
    { additionalProperties: false },
  ),
  answer: PassCodeAnswer,
  profile: TotpProfile,
});
