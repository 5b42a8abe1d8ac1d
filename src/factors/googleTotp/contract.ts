import { Type } from 'typebox';
import { TokenAnswer, TotpProfile } from '../../contract/factors/totp.ts';
import { kindContract } from '../../contract/shared/primitives.ts';

/** The wire of token:software:totp/GOOGLE: any authenticator app, with a secret of ours or the caller's. */
export const googleTotpContract = kindContract({
  factorType: 'token:software:totp',
  provider: 'GOOGLE',
  vendorName: 'GOOGLE',
  alwaysShown: true,
  enroll: Type.Object(
    {
      profile: Type.Optional(
        Type.Object(
          {
            credentialId: Type.Optional(Type.String()),
            sharedSecret: Type.Optional(
              Type.String({ description: '16 to 32 characters base32, to move a token that exists (fact 49)' }),
            ),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  answer: TokenAnswer,
  profile: TotpProfile,
});
