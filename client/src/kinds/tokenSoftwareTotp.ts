// Made by `npm run generate` from the contract of the service; do not edit.

import type { CredentialIdEnroll, TokenAnswer } from '../wire.ts';

export interface TokenSoftwareTotpKind {
  factorType: 'token:software:totp';
  provider: 'OKTA';
  enroll: CredentialIdEnroll;
  answer: TokenAnswer;
  wishes: never;
  profile: {
    credentialId: string;
  };
}
