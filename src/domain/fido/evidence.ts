import type { AuthenticatorData } from './authenticatorData.ts';
import type { ClientData } from './clientData.ts';

/** A model of authenticators as the FIDO Alliance's metadata service describes it. */
export interface Model {
  readonly name: string;
  /** A report that says not to trust it any more: REVOKED, ATTESTATION_KEY_COMPROMISE, … */
  readonly compromised?: string;
  /** Keys are kept in hardware. */
  readonly hardware: boolean;
  /** Certified for FIPS 140. */
  readonly fips: boolean;
}

/** A credential as it was registered, with what its authenticator proved about itself. */
interface NewCredential {
  /** base64url. */
  readonly id: string;
  /** A COSE key, base64url. */
  readonly publicKey: string;
  /** Its model (RFC 4122 form); all zeroes where the authenticator does not tell. */
  readonly aaguid: string;
  /** The id of its model in FIDO's metadata: the AAGUID, or for U2F the key of its maker's certificate. */
  readonly modelId: string;
  /** Whether its maker vouches for the model, with certificates that lead to a root that is known. */
  readonly vouched: boolean;
}

/**
 * The evidence that `gather` found in an answer. It is about one challenge, which `verify` compares with the live one.
 */
export type Evidence =
  | { readonly is: 'unreadable'; readonly what: string }
  | {
      readonly is: 'registration';
      readonly clientData: ClientData;
      readonly authenticator: AuthenticatorData;
      readonly credential: NewCredential;
      readonly model?: Model;
    }
  | { readonly is: 'unattested'; readonly clientData: ClientData; readonly why: string }
  | {
      readonly is: 'assertion';
      readonly clientData: ClientData;
      readonly authenticator: AuthenticatorData;
      /** Signed by the key that was registered. */
      readonly signed: boolean;
      readonly model?: Model;
    };

/** The bytes that a page sends after `navigator.credentials.create()`. */
export interface Registration {
  readonly clientData: Uint8Array<ArrayBuffer>;
  readonly attestation: Uint8Array<ArrayBuffer>;
}

/** The bytes that a page sends after `navigator.credentials.get()`. */
export interface Assertion {
  readonly clientData: Uint8Array<ArrayBuffer>;
  readonly authenticatorData: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** The cryptography of WebAuthn, which a library does. Whom and what it was for is judged by the kind. */
export interface WebAuthnProofs {
  /** The proof in a new credential's attestation; a string names the fault of one that proves nothing. */
  registration(
    given: Registration,
  ): Promise<
    { readonly credential: NewCredential; readonly model?: Model; readonly authenticatorData: Uint8Array } | string
  >;
  /** Whether an assertion was signed by this key. */
  isSigned(given: Assertion, publicKey: string): Promise<boolean>;
  /** The description of a model, where there is one. */
  model(modelId: string): Model | undefined;
}
