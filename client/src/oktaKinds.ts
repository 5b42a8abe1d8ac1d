interface CredentialProfile {
  credentialId: string;
}

interface NoProfile {
  profile?: { [name: string]: unknown } | undefined;
}

/** Kinds of factors that Okta has; those that Cofactor has too are as its contract says. */
export interface OktaKinds {
  'token/RSA': {
    factorType: 'token';
    provider: 'RSA';
    enroll: { profile: CredentialProfile; verify: { passCode: string } };
    answer: { passCode: string };
    wishes: never;
    profile: CredentialProfile | undefined;
  };
  'token/SYMANTEC': {
    factorType: 'token';
    provider: 'SYMANTEC';
    enroll: { profile: CredentialProfile; verify: { passCode: string; nextPassCode: string } };
    answer: { passCode: string };
    wishes: never;
    profile: CredentialProfile | undefined;
  };
  'web/DUO': {
    factorType: 'web';
    provider: 'DUO';
    enroll: NoProfile;
    answer: { passCode: string };
    wishes: never;
    profile: CredentialProfile | undefined;
  };
}
