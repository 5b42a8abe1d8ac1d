import type { Principal } from '../../contract/access/principal.ts';
import { tokenDigest } from '../../crypto/tokens.ts';
import { AccessRefused, type TokenScheme } from '../../domain/oauth/accessRefused.ts';
import { type ReadAccessToken, readAccessToken } from '../../domain/oauth/accessToken.ts';
import { OauthFault } from '../../domain/oauth/oauthFault.ts';
import { fault } from '../../domain/values/fault.ts';
import { provePossession } from '../../operations/oauth/provePossession.ts';
import type { Services } from '../../operations/shared/services.ts';
import { createStandings } from './standings.ts';
import { createTokenCache } from './tokenCache.ts';

/** A request with an access token. */
export interface TokenBearer {
  readonly scheme: TokenScheme;
  readonly token: string;
  /** The header `DPoP`. */
  readonly proof: string | undefined;
  readonly method: string;
  /** The path as sent, with or without a query. */
  readonly path: string;
}

type Parts = Pick<Services, 'jose' | 'links' | 'now' | 'seals' | 'signingKeys' | 'store'>;

/** Tells which service app a request comes from, and what it may do. */
export type AuthenticateApp = (request: TokenBearer) => Promise<Principal>;

/**
 * Checks access tokens. A signature is checked once and remembered as long as the token lasts; that its key still counts, and
 * that the app may still use it, is asked of the store at most once a second, for all tokens together. A proof of possession is new with every request.
 */
export function createAuthenticateApp(parts: Parts, monotonicMs: () => number): AuthenticateApp {
  const { jose, links, now, signingKeys, store } = parts;
  const standingOf = createStandings(store.serviceApps, monotonicMs);
  const cache = createTokenCache();

  /** The content of a token that one of our keys has signed. A text that is none is no session (fact 123). */
  async function read(token: string): Promise<ReadAccessToken> {
    const jws = jose.read(token);
    const kid = jws?.header.kid;
    const key = typeof kid === 'string' ? await signingKeys.byId(kid) : undefined;
    const signed = jws && key && jose.verify(jws, key) ? readAccessToken(jws, links.absolute('')) : undefined;
    if (signed) return signed;
    throw fault('invalidSession').because(
      'The access token is none of this service’s. Ask for one: POST /oauth2/v1/token.',
    );
  }

  return async ({ scheme, token, proof, method, path }) => {
    const digest = tokenDigest(token);
    const content = cache.get(digest) ?? (await read(token));
    const at = now();
    const over = () => new AccessRefused('tokenOver', scheme, { hint: 'Ask for another: POST /oauth2/v1/token.' });
    if (content.expiresMs <= at.epochMilliseconds) throw over();
    cache.keep(digest, content);
    // A key that was retired takes its tokens with it.
    if (!(await signingKeys.byId(content.keyId))) throw over();
    const standing = await standingOf(content.clientId);
    if (!standing || standing.epoch !== content.epoch) throw over();
    if (content.boundTo === undefined) {
      if (scheme === 'DPoP') throw new AccessRefused('notBound', scheme);
      if (standing.dpopBound) throw over();
    } else {
      if (scheme !== 'DPoP') throw new AccessRefused('schemeOfBound', 'DPoP');
      if (proof === undefined) throw new AccessRefused('proofWanted', scheme);
      const url = links.absolute(path.split('?', 1)[0] ?? '');
      const request = { method, url, now: at, tokenHash: digest };
      await provePossession(parts, proof, request, { boundTo: content.boundTo }).catch((error: unknown) => {
        throw error instanceof OauthFault ? new AccessRefused(error.error, scheme) : error;
      });
    }
    return {
      kind: 'serviceApp',
      id: content.clientId,
      roles: standing.roles,
      scopes: standing.scopes.filter((scope) => content.scopes.includes(scope)),
    };
  };
}

/** Reads an `Authorization` header that brings an access token; undefined for every other one. */
export function accessTokenIn(authorization: string | undefined): { scheme: TokenScheme; token: string } | undefined {
  const [, scheme, token] = /^(bearer|dpop) +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (scheme === undefined || token === undefined) return undefined;
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token };
}
