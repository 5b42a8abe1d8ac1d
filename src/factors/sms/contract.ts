import { Type } from 'typebox';
import { PassCodeAnswer } from '../../contract/factors/passCode.ts';
import { PhoneNumber } from '../../contract/factors/phoneNumber.ts';
import { kindContract } from '../../contract/shared/primitives.ts';

/** The wire of sms/OKTA: a one-time code by text message. */
export const smsContract = kindContract({
  factorType: 'sms',
  provider: 'OKTA',
  vendorName: 'OKTA',
  alwaysShown: true,
  /** Without a number the user's known phone is used (fact 47). */
  enroll: Type.Object(
    {
      profile: Type.Optional(
        Type.Object(
          { phoneNumber: Type.Optional(PhoneNumber), phoneExtension: Type.Optional(Type.Null()) },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  answer: PassCodeAnswer,
  profile: Type.Object({ phoneNumber: PhoneNumber }),
});
