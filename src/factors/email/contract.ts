import { Type } from 'typebox';
import { PassCodeAnswer } from '../../contract/factors/passCode.ts';
import { kindContract } from '../../contract/shared/primitives.ts';

/** The wire of email/OKTA: a one-time code by e-mail. */
export const emailContract = kindContract({
  factorType: 'email',
  provider: 'OKTA',
  vendorName: 'OKTA',
  /** Without an address the user's own is used. */
  enroll: Type.Object(
    {
      profile: Type.Optional(
        Type.Object(
          {
            email: Type.Optional(
              Type.String({
                description: "The user's primary address, at most 100 characters (facts 49, 53)",
                examples: ['jane@example.com'],
              }),
            ),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  answer: PassCodeAnswer,
  profile: Type.Object({ email: Type.String() }),
});
