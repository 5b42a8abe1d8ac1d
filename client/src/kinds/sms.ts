// Made by `npm run generate` from the contract of the service; do not edit.

export interface SmsKind {
  factorType: 'sms';
  provider: 'OKTA';
  enroll: {
    profile?:
      | {
          /** E.164, or as people write it; echoed as it was sent */
          phoneNumber?: string | undefined;
          phoneExtension?: null | undefined;
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
  };
}
