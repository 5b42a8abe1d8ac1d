// Made by `npm run generate` from the contract of the service; do not edit.

export interface SignedNonceKind {
  factorType: 'signed_nonce';
  provider: 'OKTA';
  enroll: never;
  answer: never;
  wishes: never;
  profile:
    | {
        credentialId: string;
        deviceType: string;
        keys: { [name: string]: string }[];
        name: string;
        platform: string;
        version: string;
      }
    | undefined;
}
