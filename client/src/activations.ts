import type { Link, Links } from './operations.ts';

/** What an authenticator app is set up with: shown once. */
export interface TotpActivation {
  timeStep: number;
  sharedSecret: string;
  encoding: string;
  keyLength: number;
  _links?: { qrcode?: Link };
}

/** What a new factor is activated with, in `_embedded.activation` of the reply to its enrollment. */
export interface Activations {
  'token:software:totp/OKTA': TotpActivation;
  'token:software:totp/GOOGLE': TotpActivation;
  'cofactor:recovery_codes/COFACTOR': { codes: string[] };
  'cofactor:temporary_code/COFACTOR': { passCode: string };
  'push/OKTA': { expiresAt: string; factorResult: string; _links?: Links };
  'u2f/FIDO': { version: string; nonce: string; timeoutSeconds: number };
  /** `PublicKeyCredentialCreationOptions`, with base64url text where that has bytes. */
  'webauthn/FIDO': {
    challenge: string;
    attestation?: string;
    authenticatorSelection?: { userVerification?: string; requireResidentKey?: boolean };
    excludeCredentials?: { type: string; id: string }[];
    pubKeyCredParams: { type: string; alg: number }[];
    rp: { name: string; id?: string };
    user: { id: string; name: string; displayName: string };
    [member: string]: unknown;
  };
}
