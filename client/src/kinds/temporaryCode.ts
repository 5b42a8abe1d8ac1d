// Made by `npm run generate` from the contract of the service; do not edit.

export interface TemporaryCodeKind {
  factorType: 'cofactor:temporary_code';
  provider: 'COFACTOR';
  enroll: {
    profile?:
      | {
          /** A minute to a week */
          lifetimeSeconds?: number | undefined;
          /** How often the code may be used */
          useLimit?: number | undefined;
        }
      | undefined;
  };
  answer: {
    passCode: string;
  };
  wishes: never;
  profile: {
    /** A minute to a week */
    lifetimeSeconds: number;
    /** How often the code may be used */
    useLimit: number;
    usesLeft: number;
    expiresAt: string;
  };
}
