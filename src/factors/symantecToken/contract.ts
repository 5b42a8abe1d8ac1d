import { Type } from 'typebox';
import { TokenCode } from '../../contract/factors/totp.ts';
import { kindContract } from '../../contract/shared/primitives.ts';

const code = (description: string, example: string) =>
  Type.Union([...TokenCode.anyOf], { description, examples: [example] });
const PassCode = code('the code that the credential shows', '827635');

/** The wire of token/SYMANTEC: a VIP credential, whose codes Symantec's service judges (facts 27, 43, 50). */
export const symantecTokenContract = kindContract({
  factorType: 'token',
  provider: 'SYMANTEC',
  vendorName: 'SYMANTEC',
  alwaysShown: true,
  enroll: Type.Object(
    {
      profile: Type.Object(
        {
          credentialId: Type.String({
            minLength: 1,
            maxLength: 60,
            description: 'What stands on the credential, with or without spaces and hyphens',
            examples: ['VSMT14393584'],
          }),
        },
        { additionalProperties: false },
      ),
      verify: Type.Object(
        { passCode: PassCode, nextPassCode: code('the code after it', '411295') },
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  ),
  answer: Type.Object(
    {
      passCode: PassCode,
      nextPassCode: Type.Optional(
        Type.Union([...TokenCode.anyOf], {
          description: 'the code after it, for a credential that is out of step',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  profile: Type.Object({ credentialId: Type.String() }),
});
