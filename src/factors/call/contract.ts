import { Type } from 'typebox';
import { PassCodeAnswer } from '../../contract/factors/passCode.ts';
import { PhoneNumber } from '../../contract/factors/phoneNumber.ts';
import { kindContract } from '../../contract/shared/primitives.ts';

/** The wire of call/OKTA: a one-time code spoken on the phone. */
export const callContract = kindContract({
  factorType: 'call',
  provider: 'OKTA',
  vendorName: 'OKTA',
  alwaysShown: true,
  /** Without a number the user's known phone is used (fact 47). */
  enroll: Type.Object(
    {
      profile: Type.Optional(
        Type.Object(
          {
            phoneNumber: Type.Optional(PhoneNumber),
            phoneExtension: Type.Optional(
              Type.Union([
                Type.String({ description: 'At most 15 digits; anything else is E0000121 (fact 64)' }),
                Type.Null(),
              ]),
            ),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  answer: PassCodeAnswer,
  profile: Type.Object({
    phoneNumber: PhoneNumber,
    phoneExtension: Type.Optional(Type.String({ description: 'Absent when there is none (fact 25)' })),
  }),
});
