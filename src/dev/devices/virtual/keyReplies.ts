/** RegistrationResponseJSON, which browsers' libraries send after registering. */
export interface RegistrationJson {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly authenticatorAttachment: 'cross-platform';
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly authenticatorData: string;
    readonly publicKey: string;
    readonly publicKeyAlgorithm: number;
    readonly transports: ('usb' | 'nfc')[];
  };
  readonly clientExtensionResults: Record<string, never>;
}

/** AuthenticationResponseJSON, which browsers' libraries send after signing in. */
export interface AuthenticationJson {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly authenticatorAttachment: 'cross-platform';
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string;
  };
  readonly clientExtensionResults: Record<string, never>;
}

/** A key's answer to a registration, for Okta's API and in the standard's own form. */
export interface Created {
  /** The body of `lifecycle/activate`, in plain base64 as Okta's own examples have it. */
  readonly answer: { readonly attestation: string; readonly clientData: string };
  readonly credential: RegistrationJson;
}

/** A key's answer to a challenge, for Okta's API and in the standard's own form. */
export interface Asserted {
  /** The body of `verify` (fact 102). */
  readonly answer: { readonly clientData: string; readonly authenticatorData: string; readonly signatureData: string };
  readonly credential: AuthenticationJson;
}

/** The page that the browser with the key is on; nothing is checked, so that a test can try what a page cannot. */
export interface Place {
  readonly origin: string;
  /** Instead of the one asked for. */
  readonly rpId?: string;
}
