import { type OauthError, oauthErrors } from '../../contract/oauth/oauthErrors.ts';

/** A failure that the caller is told in the form of OAuth 2.0: at the token endpoint, and about access tokens. */
export class OauthFault extends Error {
  readonly error: OauthError;
  /** A sentence after the catalogue's own, about what would have been right. */
  readonly hint: string | undefined;

  constructor(error: OauthError, hint?: string) {
    super(oauthErrors[error].description);
    this.name = 'OauthFault';
    this.error = error;
    this.hint = hint;
  }
}
