// Made by `npm run generate` from the contract of the service; do not edit.

export interface WebauthnFidoKind {
  factorType: 'webauthn';
  provider: 'FIDO';
  enroll: {
    /** Nothing in it is looked at */
    profile?: Record<never, never> | undefined;
  };
  answer: {
    /** `response.clientDataJSON`, in base64 or base64url as all of them */
    clientData: string;
    /** `response.attestationObject` of `navigator.credentials.create()`; activates */
    attestation?: string | undefined;
    /** `response.authenticatorData` of `navigator.credentials.get()`; verifies */
    authenticatorData?: string | undefined;
    /** `response.signature` of `navigator.credentials.get()`; verifies */
    signatureData?: string | undefined;
  };
  wishes: never;
  profile:
    | {
        credentialId: string;
        authenticatorName: string;
      }
    | undefined;
}
