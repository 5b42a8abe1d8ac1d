// Made by `npm run generate` from the contract of the service; do not edit.

export interface CredentialIdEnroll {
  profile?: {
    credentialId?: string;
  };
}

export type FactorStatus =
  | 'ACTIVE'
  | 'DISABLED'
  | 'ENROLLED'
  | 'EXPIRED'
  | 'INACTIVE'
  | 'NOT_SETUP'
  | 'PENDING_ACTIVATION';

export interface Link {
  name?: string;
  href: string;
  type?: string;
  hints?: {
    allow: string[];
  };
}

export type Links = { [name: string]: Link | Link[] };

/** The kinds of factors Cofactor has, by factor type and provider. */
export interface Kinds {
  'sms/OKTA': {
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
  };
  'call/OKTA': {
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
  };
  'email/OKTA': {
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
    profile: {
      email: string;
    };
  };
  'push/OKTA': {
    factorType: 'push';
    provider: 'OKTA';
    enroll: CredentialIdEnroll;
    answer: never;
    wishes: {
      useNumberMatchingChallenge?: boolean | undefined;
    };
    profile: {
      credentialId: string;
      deviceType: string;
      keys: {
        kty: string;
        crv: string;
        x: string;
        y: string;
        use: string;
        kid: string;
        jwkType?: string;
      }[];
      name: string;
      platform: string;
      version: string;
    };
  };
  'signed_nonce/OKTA': {
    factorType: 'signed_nonce';
    provider: 'OKTA';
    enroll: never;
    answer: never;
    wishes: never;
    profile: {
      credentialId: string;
      deviceType: string;
      keys: { [name: string]: string }[];
      name: string;
      platform: string;
      version: string;
    };
  };
  'token:software:totp/OKTA': {
    factorType: 'token:software:totp';
    provider: 'OKTA';
    enroll: CredentialIdEnroll;
    answer: {
      passCode: string;
    };
    wishes: never;
    profile: {
      credentialId: string;
    };
  };
  'token:software:totp/GOOGLE': {
    factorType: 'token:software:totp';
    provider: 'GOOGLE';
    enroll: {
      profile?:
        | {
            credentialId?: string | undefined;
            /** 16 to 32 characters base32, to move a token that exists */
            sharedSecret?: string | undefined;
          }
        | undefined;
    };
    answer: {
      passCode: string;
    };
    wishes: never;
    profile: {
      credentialId: string;
    };
  };
  'token:hotp/CUSTOM': {
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
      passCode: string;
      /** the code after it: both together find a token that was lost from sight */
      nextPassCode?: string | number | undefined;
    };
    wishes: never;
    profile: Record<string, unknown>;
  };
  'token:hardware/YUBICO': {
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
  };
  'u2f/FIDO': {
    factorType: 'u2f';
    provider: 'FIDO';
    enroll: {
      /** Nothing in it is looked at */
      profile?: Record<never, never> | undefined;
    };
    answer: {
      /** As the key gave it, in base64 or base64url as all of them */
      clientData: string;
      /** Of `u2f.register`; activates */
      registrationData?: string | undefined;
      /** Of `u2f.sign`; verifies */
      signatureData?: string | undefined;
    };
    wishes: never;
    profile: {
      credentialId: string;
      version: string;
    };
  };
  'webauthn/FIDO': {
    factorType: 'webauthn';
    provider: 'FIDO';
    enroll: {
      /** Nothing in it is looked at */
      profile?: Record<never, never> | undefined;
    };
    answer: {
      /** `response.clientDataJSON`, in base64 or base64url as all of them */
      clientData: string;
      /** `response.attestationObject` of `navigator.credentials.create()`; activates */
      attestation?: string | undefined;
      /** `response.authenticatorData` of `navigator.credentials.get()`; verifies */
      authenticatorData?: string | undefined;
      /** `response.signature` of `navigator.credentials.get()`; verifies */
      signatureData?: string | undefined;
    };
    wishes: never;
    profile: {
      credentialId: string;
      authenticatorName: string;
    };
  };
  'question/OKTA': {
    factorType: 'question';
    provider: 'OKTA';
    enroll: {
      profile: {
        /** The key of one of the questions GET …/factors/questions lists */
        question: string;
        /** Four to 256 characters, blanks around and within it aside */
        answer: string;
        /** The question as the user reads it */
        questionText?: string | undefined;
      };
    };
    answer: {
      answer: string;
    };
    wishes: never;
    profile: {
      /** The key of one of the questions GET …/factors/questions lists */
      question: string;
      /** The question as the user reads it */
      questionText: string;
    };
  };
  'cofactor:recovery_codes/COFACTOR': {
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
  };
  'cofactor:temporary_code/COFACTOR': {
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
  };
}
