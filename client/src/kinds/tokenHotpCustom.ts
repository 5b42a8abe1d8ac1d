// Made by `npm run generate` from the contract of the service; do not edit.

export interface TokenHotpCustomKind {
  factorType: 'token:hotp';
  provider: 'CUSTOM';
  enroll: {
    factorProfileId?: string | undefined;
    profile?:
      | {
          /** in the encoding of the factor profile */
          sharedSecret?: string | undefined;
          /** Times the button has been pressed already; 0 when left out */
          counter?: number | undefined;
        }
      | undefined;
  };
  answer: {
    passCode: string | number;
    /** the code after it: both together find a token that was lost from sight */
    nextPassCode?: string | number | undefined;
  };
  wishes: never;
  profile: Record<string, unknown> | undefined;
}
