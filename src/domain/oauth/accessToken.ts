import type { Claims, UnverifiedJws } from './jose.ts';

/** The lifetime of an access token (fact 126). */
export const ACCESS_TOKEN_LIFETIME = Temporal.Duration.from({ hours: 1 });

/** The `typ` of access tokens (fact 127): whatever else the same key may sign is none. */
export const ACCESS_TOKEN_TYPE = 'application/okta-internal-at+jwt';

/** An access token of this service as it is issued: to whom, and for what. */
export interface AccessToken {
  readonly id: string;
  readonly clientId: string;
  /** The app's `epoch` at the time: once that has moved on the token is no longer believed. */
  readonly epoch: number;
  readonly scopes: readonly string[];
  readonly issued: Temporal.Instant;
  /** Thumbprint of the key it is bound to (RFC 9449 section 6.1). */
  readonly boundTo?: string;
}

/** The claims of a new token (fact 127); `issuer` is the public URL of the service. */
export function tokenClaims({ id, clientId, epoch, scopes, issued, boundTo }: AccessToken, issuer: string): Claims {
  const iat = Math.floor(issued.epochMilliseconds / 1_000);
  return {
    ver: 1,
    jti: `AT.${id}`,
    iss: issuer,
    aud: issuer,
    sub: clientId,
    iat,
    exp: iat + ACCESS_TOKEN_LIFETIME.total('seconds'),
    cid: clientId,
    scp: scopes,
    epoch,
    ...(boundTo !== undefined && { cnf: { jkt: boundTo } }),
  };
}

/** The content of an access token whose signature holds. */
export interface ReadAccessToken {
  readonly id: string;
  /** The `kid` of the key that signed it. */
  readonly keyId: string;
  readonly clientId: string;
  readonly epoch: unknown;
  readonly scopes: readonly string[];
  readonly boundTo: string | undefined;
  readonly expiresMs: number;
}

/** Reads a token that a key of ours has signed; undefined when it is no access token, or one of another service's. */
export function readAccessToken({ header, claims }: UnverifiedJws, issuer: string): ReadAccessToken | undefined {
  const { jti, iss, aud, exp, cid, epoch, scp, cnf } = claims;
  if (header.typ !== ACCESS_TOKEN_TYPE || iss !== issuer || aud !== issuer) return undefined;
  const { kid } = header;
  if (
    typeof kid !== 'string' ||
    typeof jti !== 'string' ||
    typeof cid !== 'string' ||
    typeof exp !== 'number' ||
    !Array.isArray(scp)
  )
    return undefined;
  const { jkt } = (cnf ?? {}) as { readonly jkt?: string };
  const scopes = scp as readonly string[];
  return { id: jti, keyId: kid, clientId: cid, epoch, scopes, boundTo: jkt, expiresMs: exp * 1_000 };
}
