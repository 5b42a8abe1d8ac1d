// Made by `npm run generate` from the contract of the service; do not edit.

export interface TokenRsaKind {
  factorType: 'token';
  provider: 'RSA';
  enroll: {
    verify: {
      /** what the token server takes: the PIN and after it the tokencode, or what its vendor says */
      passCode: string;
    };
    profile?:
      | {
          /** The name that the token server knows the user by; the login when left out */
          credentialId?: string | undefined;
        }
      | undefined;
  };
  answer: {
    /** what the token server takes: the PIN and after it the tokencode, or what its vendor says */
    passCode: string;
    /** the tokencode after it, for a server that asks for the next one */
    nextPassCode?: string | undefined;
    /** that of the refusal that asked for more: `passCode` is the answer to it */
    stateToken?: string | undefined;
  };
  wishes: never;
  profile: {
    credentialId: string;
  };
}
