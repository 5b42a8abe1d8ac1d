import { Type } from 'typebox';

/** The public face of a software token: whose it is, as the authenticator app shows it (fact 18). */
export const TotpProfile = Type.Object({ credentialId: Type.String() });

/** A code of a token: as text, or as an integer, which has lost the zeros before it. */
export const TokenCode = Type.Union([
  Type.String(),
  Type.Integer({ minimum: 0, description: 'without the zeros before it' }),
]);

/** One code of a token, or the two consecutive ones that are wanted where short answers are used up. */
export const TokenAnswer = Type.Object(
  {
    passCode: TokenCode,
    nextPassCode: Type.Optional(Type.Union([...TokenCode.anyOf], { description: 'the code after it' })),
  },
  { additionalProperties: false },
);
