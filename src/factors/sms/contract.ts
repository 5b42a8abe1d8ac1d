import { Type } from 'typebox';
import { kindContract } from '../../contract/shared/primitives.ts';

const PhoneNumber = Type.String({
  description: 'E.164; separators are accepted and echoed (fact 14)',
  examples: ['+18024482036'],
});

/** The wire of sms/OKTA: a one-time code by text message. */
export const smsContract = kindContract({
  factorType: 'sms',
  provider: 'OKTA',
  vendorName: 'OKTA',
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
  answer: Type.Object({ passCode: Type.String() }, { additionalProperties: false }),
  profile: Type.Object({ phoneNumber: PhoneNumber }),
});
