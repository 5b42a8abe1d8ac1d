/** A key of a phone with Okta Verify. */
export interface DeviceKey {
  kty: string;
  use: string;
  kid: string;
  [member: string]: unknown;
}

/** What Okta tells of a phone with Okta Verify. */
export interface DeviceProfile {
  credentialId: string;
  deviceType?: string;
  keys?: DeviceKey[];
  name?: string;
  platform?: string;
  version?: string;
}

interface CredentialProfile {
  credentialId: string;
}

interface NoProfile {
  profile?: { [name: string]: unknown } | undefined;
}

/** Kinds of factors that Okta has; those that Cofactor has too are as its contract says. */
export interface OktaKinds {
  'push/OKTA': {
    factorType: 'push';
    provider: 'OKTA';
    enroll: NoProfile;
    /** Without an answer the phone is asked; with `useNumberMatchingChallenge` it asks for a number. */
    answer: { useNumberMatchingChallenge?: boolean | undefined };
    profile: DeviceProfile;
  };
  'signed_nonce/OKTA': {
    factorType: 'signed_nonce';
    provider: 'OKTA';
    enroll: never;
    answer: never;
    profile: DeviceProfile;
  };
  'u2f/FIDO': {
    factorType: 'u2f';
    provider: 'FIDO';
    enroll: NoProfile;
    answer: { clientData: string; registrationData?: string | undefined; signatureData?: string | undefined };
    profile: CredentialProfile;
  };
  'webauthn/FIDO': {
    factorType: 'webauthn';
    provider: 'FIDO';
    enroll: NoProfile;
    answer: {
      clientData: string;
      attestation?: string | undefined;
      authenticatorData?: string | undefined;
      signatureData?: string | undefined;
    };
    profile: { credentialId: string; authenticatorName: string };
  };
  'token/RSA': {
    factorType: 'token';
    provider: 'RSA';
    enroll: { profile: CredentialProfile; verify: { passCode: string } };
    answer: { passCode: string };
    profile: CredentialProfile;
  };
  'token/SYMANTEC': {
    factorType: 'token';
    provider: 'SYMANTEC';
    enroll: { profile: CredentialProfile; verify: { passCode: string; nextPassCode: string } };
    answer: { passCode: string };
    profile: CredentialProfile;
  };
  'web/DUO': {
    factorType: 'web';
    provider: 'DUO';
    enroll: NoProfile;
    answer: { passCode: string };
    profile: CredentialProfile;
  };
}
