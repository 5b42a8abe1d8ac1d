import type { OauthError } from '../../contract/oauth/oauthErrors.ts';

/** The way an access token was presented (RFC 6750, RFC 9449 section 7.1). */
export type TokenScheme = 'Bearer' | 'DPoP';

/** The refusal of a request with an access token: its challenge tells the caller's library what to do about it. */
export class AccessRefused extends Error {
  readonly error: OauthError;
  readonly scheme: TokenScheme;
  /** The scope that would do. */
  readonly scope: string | undefined;
  /** The next legal call. */
  readonly hint: string | undefined;

  constructor(error: OauthError, scheme: TokenScheme, more: { readonly scope?: string; readonly hint?: string } = {}) {
    super(`${scheme}: ${error}`);
    this.name = 'AccessRefused';
    this.error = error;
    this.scheme = scheme;
    this.scope = more.scope;
    this.hint = more.hint;
  }
}
