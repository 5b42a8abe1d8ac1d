import { Type } from 'typebox';
import { kindContract } from '../../contract/shared/primitives.ts';

const PassCode = Type.String({
  description: 'what the YubiKey types: 44 modhex characters',
  examples: ['cccccccccccbdefghijklnrtuvcbdefghijklnrtuvcb'],
});

/** The wire of token:hardware/YUBICO: a passcode that a YubiKey types, judged by the seed in the organization's pool. */
export const yubikeyContract = kindContract({
  factorType: 'token:hardware',
  provider: 'YUBICO',
  vendorName: 'YUBICO',
  alwaysShown: true,
  /** A passcode tells which key it is and proves that it is in hand (fact 50). */
  enroll: Type.Object(
    {
      verify: Type.Object({ passCode: PassCode }, { additionalProperties: false }),
      profile: Type.Optional(
        Type.Object(
          {
            credentialId: Type.Optional(
              Type.String({ description: 'Not looked at: the passcode tells which key it is' }),
            ),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  answer: Type.Object({ passCode: PassCode }, { additionalProperties: false }),
  /** The serial number with zeroes before it: 12 digits (fact 27). */
  profile: Type.Object({ credentialId: Type.String() }),
});
