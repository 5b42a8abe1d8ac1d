import { Type } from 'typebox';
import { kindContract } from '../../contract/shared/primitives.ts';

const PassCode = Type.String({
  description: 'what the token server takes: the PIN and after it the tokencode, or what its vendor says',
  examples: ['5275875498'],
});

/** The wire of token/RSA: a passcode that a token server of the organization's own judges (facts 27, 50). */
export const rsaTokenContract = kindContract({
  factorType: 'token',
  provider: 'RSA',
  vendorName: 'RSA',
  alwaysShown: true,
  enroll: Type.Object(
    {
      verify: Type.Object({ passCode: PassCode }, { additionalProperties: false }),
      profile: Type.Optional(
        Type.Object(
          {
            credentialId: Type.Optional(
              Type.String({
                minLength: 1,
                maxLength: 253,
                description: 'The name that the token server knows the user by; the login when left out',
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
      passCode: PassCode,
      nextPassCode: Type.Optional(
        Type.String({ description: 'the tokencode after it, for a server that asks for the next one' }),
      ),
      stateToken: Type.Optional(
        Type.String({ description: 'that of the refusal that asked for more: `passCode` is the answer to it' }),
      ),
    },
    { additionalProperties: false },
  ),
  profile: Type.Object({ credentialId: Type.String() }),
});
