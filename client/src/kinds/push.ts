// Made by `npm run generate` from the contract of the service; do not edit.

import type { CredentialIdEnroll } from '../wire.ts';

export interface PushKind {
  factorType: 'push';
  provider: 'OKTA';
  enroll: CredentialIdEnroll;
  answer: never;
  wishes: {
    useNumberMatchingChallenge?: boolean | undefined;
  };
  profile:
    | {
        credentialId: string;
        deviceType: string;
        keys: {
          kty: string;
          crv: string;
          x: string;
          y: string;
          use: string;
          kid: string;
          jwkType?: string;
        }[];
        name: string;
        platform: string;
        version: string;
      }
    | undefined;
}
