/** What a page asks a key for when it registers, in the JSON of WebAuthn 3 section 5.4; Okta's activation is a part of it. */
export interface CreationOptions {
  readonly challenge: string;
  readonly rp?: { readonly id?: string; readonly name?: string };
  readonly user?: { readonly id?: string };
  /** Okta's documentation has plain numbers in some places (fact 29). */
  readonly pubKeyCredParams?: readonly (number | { readonly alg: number })[];
  readonly excludeCredentials?: readonly CredentialDescriptor[];
  readonly authenticatorSelection?: {
    readonly userVerification?: string;
    readonly requireResidentKey?: boolean;
    readonly residentKey?: string;
  };
}

/** What a page asks a key for when somebody signs in, in the JSON of WebAuthn 3 section 5.5. */
export interface RequestOptions {
  readonly challenge: string;
  readonly rpId?: string;
  readonly allowCredentials?: readonly CredentialDescriptor[];
  readonly userVerification?: string;
}

/** A credential by its id, base64url. */
export interface CredentialDescriptor {
  readonly id: string;
}

/** What browsers' libraries send after registering: RegistrationResponseJSON. */
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

/** What browsers' libraries send after signing in: AuthenticationResponseJSON. */
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
