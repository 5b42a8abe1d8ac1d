// Made by `npm run generate` from the contract of the service; do not edit.

import type { TokenAnswer } from '../wire.ts';

export interface TokenSoftwareTotpGoogleKind {
  factorType: 'token:software:totp';
  provider: 'GOOGLE';
  enroll: {
    profile?:
      | {
          credentialId?: string | undefined;
          /** 16 to 32 characters base32, to move a token that exists */
          sharedSecret?: string | undefined;
        }
      | undefined;
  };
  answer: TokenAnswer;
  wishes: never;
  profile: {
    credentialId: string;
  };
}
