// Made by `npm run generate` from the contract of the service; do not edit.

export interface WebDuoKind {
  factorType: 'web';
  provider: 'DUO';
  enroll: {
    profile?:
      | {
          /** The name that Duo knows the user by; the login when left out */
          credentialId?: string | undefined;
        }
      | undefined;
  };
  answer: {
    /** a passcode of Duo Mobile, of a token, or one that Duo sent */
    passCode: string;
  };
  wishes: {
    /** how Duo reaches the user: by push unless this says otherwise */
    duoMethod?: 'push' | 'phone' | 'sms' | undefined;
  };
  profile: {
    credentialId: string;
  };
}
