// Made by `npm run generate` from the contract of the service; do not edit.

export interface EmailKind {
  factorType: 'email';
  provider: 'OKTA';
  enroll: {
    profile?:
      | {
          /** The user's primary address, at most 100 characters */
          email?: string | undefined;
        }
      | undefined;
  };
  answer: {
    passCode: string;
  };
  wishes: never;
  profile:
    | {
        email: string;
      }
    | undefined;
}
