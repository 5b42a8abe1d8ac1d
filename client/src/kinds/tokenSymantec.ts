// Made by `npm run generate` from the contract of the service; do not edit.

export interface TokenSymantecKind {
  factorType: 'token';
  provider: 'SYMANTEC';
  enroll: {
    profile: {
      /** What stands on the credential, with or without spaces and hyphens */
      credentialId: string;
    };
    verify: {
      /** the code that the credential shows */
      passCode: string | number;
      /** the code after it */
      nextPassCode: string | number;
    };
  };
  answer: {
    /** the code that the credential shows */
    passCode: string | number;
    /** the code after it, for a credential that is out of step */
    nextPassCode?: string | number | undefined;
  };
  wishes: never;
  profile: {
    credentialId: string;
  };
}
