// Made by `npm run generate` from the contract of the service; do not edit.

export interface RecoveryCodesKind {
  factorType: 'cofactor:recovery_codes';
  provider: 'COFACTOR';
  enroll: Record<never, never>;
  answer: {
    passCode: string;
  };
  wishes: never;
  profile: {
    /** How many codes there were */
    codes: number;
    /** How many have not been used */
    codesLeft: number;
  };
}
