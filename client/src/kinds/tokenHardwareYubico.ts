// Made by `npm run generate` from the contract of the service; do not edit.

export interface TokenHardwareYubicoKind {
  factorType: 'token:hardware';
  provider: 'YUBICO';
  enroll: {
    verify: {
      /** what the YubiKey types: 44 modhex characters */
      passCode: string;
    };
    profile?:
      | {
          /** Not looked at: the passcode tells which key it is */
          credentialId?: string | undefined;
        }
      | undefined;
  };
  answer: {
    /** what the YubiKey types: 44 modhex characters */
    passCode: string;
  };
  wishes: never;
  profile: {
    credentialId: string;
  };
}
