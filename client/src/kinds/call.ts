// Made by `npm run generate` from the contract of the service; do not edit.

export interface CallKind {
  factorType: 'call';
  provider: 'OKTA';
  enroll: {
    profile?:
      | {
          /** E.164, or as people write it; echoed as it was sent */
          phoneNumber?: string | undefined;
          phoneExtension?: string | null | undefined;
        }
      | undefined;
  };
  answer: {
    passCode: string;
  };
  wishes: never;
  profile: {
    /** E.164, or as people write it; echoed as it was sent */
    phoneNumber: string;
    /** Absent when there is none */
    phoneExtension?: string;
  };
}
