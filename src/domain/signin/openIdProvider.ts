import type { Role } from '../../contract/access/roles.ts';
import type { Claims } from '../oauth/jose.ts';

/** The OpenID provider at which administrators may sign in, as the operator describes it. */
export interface OpenIdSettings {
  /** Its name on the page. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** The way this service proves to the provider who it is: a secret, or a private key (JWK) for `private_key_jwt`. */
  readonly proof: { readonly secret: string } | { readonly key: Readonly<Record<string, unknown>> };
  readonly scopes: readonly string[];
  /** The claim of the ID token that says what somebody may do … */
  readonly roleClaim: string;
  /** … and the role that each of its values gives. Other values give none. */
  readonly roles: ReadonlyMap<string, Role>;
  /** Values of `amr` (RFC 8176) and of `acr` by which the provider vouches for a second factor. */
  readonly factorAmr: readonly string[];
  readonly factorAcr: readonly string[];
  /** The claim that is compared with logins when somebody comes for the first time; absent: nobody is linked so. */
  readonly linkBy?: string;
}

/** The secrets of one sign-in, by which its callback is known again. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  /** The secret of PKCE (RFC 7636). */
  readonly verifier: string;
}

/** The reason a sign-in at the provider came to nothing. */
export type ProviderFailureReason =
  /** It does not answer, or not as a provider does. */
  | 'PROVIDER_UNREACHABLE'
  /** It refused, or the person did. */
  | 'PROVIDER_REFUSED'
  /** An answer of it, or of somebody who pretends to be it, that must not be believed. */
  | 'PROVIDER_NOT_BELIEVED';

/** A sign-in at the provider came to nothing. The message has no part of what was sent or answered. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  readonly reason: ProviderFailureReason;

  constructor(reason: ProviderFailureReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** An OpenID provider, asked by the authorization code flow with PKCE. Both calls throw `ProviderFailure`. */
export interface OpenIdProvider {
  readonly settings: OpenIdSettings;
  /** The address at the provider that a browser is sent to; `again`: the person is asked although they are signed in. */
  signInUrl(secrets: SignInSecrets, redirectUri: string, again: boolean): Promise<string>;
  /** Exchanges the code of a callback; gives the claims of the ID token, all of which were checked. */
  claims(callback: URL, secrets: SignInSecrets): Promise<Claims>;
}
