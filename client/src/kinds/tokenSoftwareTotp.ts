// Made by `npm run generate` from the contract of the service; do not edit.

import type { CredentialIdEnroll } from '../wire.ts';

export interface TokenSoftwareTotpKind {
  factorType: 'token:software:totp';
  provider: 'OKTA';
  enroll: CredentialIdEnroll;
  answer: {
    passCode: string;
  };
  wishes: never;
  profile: {
    credentialId: string;
  };
}
