import { scopeNames } from '../../contract/access/scopes.ts';
import {
  ACCESS_TOKEN_LIFETIME,
  ACCESS_TOKEN_TYPE,
  type AccessToken,
  tokenClaims,
} from '../../domain/oauth/accessToken.ts';
import { OauthFault } from '../../domain/oauth/oauthFault.ts';
import type { ServiceApp } from '../../domain/oauth/serviceApp.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { authenticateClient, TOKEN_PATH } from './authenticateClient.ts';
import { provePossession } from './provePossession.ts';

/** A request to the token endpoint. */
export interface TokenRequest {
  readonly form: ReadonlyMap<string, string>;
  /** The header `DPoP`. */
  readonly proof: string | undefined;
  readonly requestId: string;
  readonly traceId?: string;
  readonly userAgent?: string;
}

/** Is told who asks, as far as the request has been read. */
export interface Heard {
  /** The app that the request names; whether it is that app is not yet known. */
  readonly named: (app: ServiceApp) => void;
  /** The client, once it is recognised. */
  readonly known: (clientId: string) => void;
}

/** A token as the endpoint answers with it (fact 126). */
export interface TokenReply {
  readonly token_type: 'Bearer' | 'DPoP';
  readonly expires_in: number;
  readonly access_token: string;
  readonly scope: string;
}

/**
 * Issues an access token to a service app (RFC 6749 section 4.4; facts 126 to 132): who asks, how the token is bound, and
 * which of the scopes were granted, in this order.
 */
export async function issueToken(services: Services, request: TokenRequest, heard: Heard): Promise<TokenReply> {
  if (request.form.get('grant_type') !== 'client_credentials') throw new OauthFault('unsupportedGrant');
  const app = await authenticateClient(services, request.form, heard.named);
  heard.known(app.id);
  const boundTo = app.dpopBound ? await bind(services, request.proof) : undefined;
  const scopes = grantedScopes(app, request.form.get('scope'));
  const { jose, links, now, random, signingKeys, store } = services;
  const token: AccessToken = {
    id: Buffer.from(random(32)).toString('base64url'),
    clientId: app.id,
    epoch: app.epoch,
    scopes,
    issued: now(),
    ...(boundTo !== undefined && { boundTo }),
  };
  const text = await jose.sign(tokenClaims(token, links.absolute('')), ACCESS_TOKEN_TYPE, await signingKeys.current());
  const { requestId, traceId, userAgent } = request;
  const principal = { kind: 'serviceApp', id: app.id } as const;
  const caller = {
    principal,
    requestId,
    ...(traceId !== undefined && { traceId }),
    ...(userAgent !== undefined && { userAgent }),
  };
  const detail = { name: app.label, scopes: scopes.join(' '), tokenType: boundTo === undefined ? 'Bearer' : 'DPoP' };
  await store.apply([
    logEntry({ caller, now: token.issued }, { event: 'app.oauth2.token.grant.access_token', detail }),
  ]);
  return {
    token_type: boundTo === undefined ? 'Bearer' : 'DPoP',
    expires_in: ACCESS_TOKEN_LIFETIME.total('seconds'),
    access_token: text,
    scope: scopes.join(' '),
  };
}

/** The thumbprint of the key that the token is bound to. */
function bind(services: Services, proof: string | undefined): Promise<string> {
  if (proof === undefined) throw new OauthFault('noProof');
  const { links, now } = services;
  const request = { method: 'POST', url: links.absolute(TOKEN_PATH), now: now() };
  return provePossession(services, proof, request, { nonce: true });
}

/** Those of the requested scopes that the app was granted; at least one. */
function grantedScopes({ grants }: ServiceApp, requested: string | undefined): readonly string[] {
  const asked = [...new Set((requested ?? '').split(/\s+/).filter((scope) => scope !== ''))];
  if (asked.length === 0) throw new OauthFault('noScopes');
  const known: readonly string[] = scopeNames;
  if (asked.some((scope) => !known.includes(scope))) throw new OauthFault('unknownScope');
  const granted = asked.filter((scope) => grants.some((grant) => grant.scope === scope));
  if (granted.length === 0) throw new OauthFault('notGranted');
  return granted;
}
