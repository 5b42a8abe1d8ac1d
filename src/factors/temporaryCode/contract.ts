import { Type } from 'typebox';
import { PassCodeAnswer } from '../../contract/factors/passCode.ts';
import { EXTENSION_PROVIDER, kindContract, Timestamp } from '../../contract/shared/primitives.ts';

const LifetimeSeconds = Type.Integer({
  minimum: 60,
  maximum: 604_800,
  description: 'A minute to a week',
  examples: [3600],
});
const UseLimit = Type.Integer({ minimum: 1, maximum: 10, description: 'How often the code may be used' });

/** The wire of cofactor:temporary_code, an extension of ours: a code the help desk gives to somebody it knows. */
export const temporaryCodeContract = kindContract({
  factorType: 'cofactor:temporary_code',
  provider: EXTENSION_PROVIDER,
  vendorName: EXTENSION_PROVIDER,
  alwaysShown: true,
  forHelpDesk: true,
  /** An hour and once, unless said otherwise. */
  enroll: Type.Object(
    {
      profile: Type.Optional(
        Type.Object(
          { lifetimeSeconds: Type.Optional(LifetimeSeconds), useLimit: Type.Optional(UseLimit) },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  answer: PassCodeAnswer,
  profile: Type.Object({
    lifetimeSeconds: LifetimeSeconds,
    useLimit: UseLimit,
    usesLeft: Type.Integer(),
    expiresAt: Timestamp,
  }),
});
