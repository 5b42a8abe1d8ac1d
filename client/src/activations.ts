import type { Link, Links } from './wire.ts';

/** The data that an authenticator app is set up with: shown once. */
export interface TotpActivation {
  timeStep: number;
  sharedSecret: string;
  encoding: string;
  keyLength: number;
  _links?: { qrcode?: Link };
}

/** The data that a new factor is activated with, in `_embedded.activation` of the reply to its enrollment. */
export interface Activations {
  'token:software:totp/OKTA': TotpActivation;
  'token:software:totp/GOOGLE': TotpActivation;
  'cofactor:recovery_codes/COFACTOR': { codes: string[] };
  'cofactor:temporary_code/COFACTOR': { passCode: string };
  'push/OKTA': { expiresAt: string; factorResult: string; _links?: Links };
  'u2f/FIDO': { version: string; nonce: string; timeoutSeconds: number };
  'webauthn/FIDO': WebauthnActivation;
}

type Wish = 'required' | 'preferred' | 'discouraged';

/**
 * `PublicKeyCredentialCreationOptions`, with base64url text where that has bytes: `creationOptions` makes it of this.
 */
export interface WebauthnActivation {
  challenge: string;
  attestation?: 'none' | 'indirect' | 'direct' | 'enterprise';
  authenticatorSelection?: {
    userVerification?: Wish;
    requireResidentKey?: boolean;
    residentKey?: Wish;
    authenticatorAttachment?: 'platform' | 'cross-platform';
  };
  excludeCredentials?: { type: 'public-key'; id: string }[];
  pubKeyCredParams: { type: 'public-key'; alg: number }[];
  rp: { name: string; id?: string };
  timeout?: number;
  user: { id: string; name: string; displayName: string };
}

/** The challenge that a security key is to sign: `requestOptions` makes `PublicKeyCredentialRequestOptions` of it. */
export interface WebauthnChallenge {
  challenge: string;
  extensions?: Record<never, never>;
  /** Cofactor tells it, and what follows; Okta leaves it to the page. */
  rpId?: string;
  timeout?: number;
  userVerification?: Wish;
}

export interface U2fChallenge {
  nonce: string;
  timeoutSeconds?: number;
}
