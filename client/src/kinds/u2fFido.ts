// Made by `npm run generate` from the contract of the service; do not edit.

export interface U2fFidoKind {
  factorType: 'u2f';
  provider: 'FIDO';
  enroll: {
    /** Nothing in it is looked at */
    profile?: Record<never, never> | undefined;
  };
  answer: {
    /** As the key gave it, in base64 or base64url as all of them */
    clientData: string;
    /** Of `u2f.register`; activates */
    registrationData?: string | undefined;
    /** Of `u2f.sign`; verifies */
    signatureData?: string | undefined;
  };
  wishes: never;
  profile:
    | {
        credentialId: string;
        version: string;
      }
    | undefined;
}
