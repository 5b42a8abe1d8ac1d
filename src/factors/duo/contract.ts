import { Type } from 'typebox';
import { kindContract } from '../../contract/shared/primitives.ts';

/** The wire of web/DUO: a question that Duo asks, or a passcode that Duo judges (facts 27, 43). */
export const duoContract = kindContract({
  factorType: 'web',
  provider: 'DUO',
  vendorName: 'DUO',
  alwaysShown: true,
  enroll: Type.Object(
    {
      profile: Type.Optional(
        Type.Object(
          {
            credentialId: Type.Optional(
              Type.String({
                minLength: 1,
                maxLength: 253,
                description: 'The name that Duo knows the user by; the login when left out',
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
    { passCode: Type.String({ description: 'a passcode of Duo Mobile, of a token, or one that Duo sent' }) },
    { additionalProperties: false },
  ),
  wishes: Type.Object(
    {
      duoMethod: Type.Optional(
        Type.Enum(['push', 'phone', 'sms'], {
          description: 'how Duo reaches the user: by push unless this says otherwise',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  profile: Type.Object({ credentialId: Type.String() }),
});
