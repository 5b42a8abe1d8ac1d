import { Type } from 'typebox';

/** The public face of a software token: whose it is, as the authenticator app shows it (fact 18). */
export const TotpProfile = Type.Object({ credentialId: Type.String() });

/** One code of a token, or the two consecutive ones that are wanted where short answers are used up. */
export const TokenAnswer = Type.Object(
  {
    passCode: Type.String(),
    nextPassCode: Type.Optional(
      Type.Union([Type.String(), Type.Integer({ minimum: 0, description: 'without the zeros before it' })], {
        description: 'the code after it',
      }),
    ),
  },
  { additionalProperties: false },
);
