import { Type } from 'typebox';
import { TokenCode } from '../../contract/factors/totp.ts';
import { kindContract } from '../../contract/shared/primitives.ts';

/** Far from what a thumb can do, and exact in JSON with everything that is added to it. */
const MAX_COUNTER = 2 ** 48;

/** The wire of token:hotp/CUSTOM: a token of the organization's own, described by a factor profile (fact 26). */
export const hotpContract = kindContract({
  factorType: 'token:hotp',
  provider: 'CUSTOM',
  vendorName: 'CUSTOM',
  enroll: Type.Object(
    {
      factorProfileId: Type.Optional(Type.String({ examples: ['fpr00000000000000000'] })),
      profile: Type.Optional(
        Type.Object(
          {
            sharedSecret: Type.Optional(Type.String({ description: 'in the encoding of the factor profile' })),
            counter: Type.Optional(
              Type.Integer({
                'x-cofactor-extension': true,
                minimum: 0,
                maximum: MAX_COUNTER,
                description: 'Times the button has been pressed already; 0 when left out',
              }),
            ),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  answer: Type.Object(
    {
      passCode: TokenCode,
      nextPassCode: Type.Optional(
        Type.Union([...TokenCode.anyOf], {
          description: 'the code after it: both together find a token that was lost from sight',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  /** Never shown. */
  profile: Type.Object({}),
});
