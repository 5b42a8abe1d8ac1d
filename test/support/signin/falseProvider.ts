import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { CALLBACK_PATH } from '../../../src/operations/signin/openIdStart.ts';
import { BASE } from '../world.ts';
import { CLIENT, SECRET } from './openIdProvider.ts';

/** Claims of an ID token, and who signs it by which algorithm, where they are not as they should be. */
export interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly alg?: 'none' | 'HS256';
  /** Signed with a key that the provider does not have. */
  readonly otherKey?: true;
}

/** A provider that answers every code with the ID token that a test wants. */
export async function startFalseProvider() {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const other = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }];
  const asked: URLSearchParams[] = [];
  let forgery: Forgery = {};
  let nonce = '';
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', async () => {
      if (request.method === 'POST') asked.push(new URLSearchParams(body));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(await answer(request.url ?? '')));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(path: string): Promise<object> {
    if (path === '/jwks') return { keys };
    if (path === '/token') return { access_token: 'a', token_type: 'Bearer', id_token: await idToken() };
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    };
  }

  async function idToken(): Promise<string> {
    const seconds = Math.floor(Date.now() / 1_000);
    const claims = {
      ...{ iss: issuer, aud: CLIENT, sub: 's1', nonce, iat: seconds, exp: seconds + 60, auth_time: seconds },
      ...{ groups: ['admins'], amr: ['mfa'], email: 'nobody@example.com', email_verified: true },
      ...forgery.claims,
    };
    const header = { alg: forgery.alg ?? 'RS256', kid: 'k1' };
    if (forgery.alg === 'none') return `${base64url(header)}.${base64url(claims)}.`;
    const key = forgery.alg === 'HS256' ? new TextEncoder().encode(SECRET) : forgery.otherKey && other.privateKey;
    return new SignJWT(claims).setProtectedHeader(header).sign(key || privateKey);
  }

  return {
    issuer,
    /** What the token endpoint was sent. */
    asked,
    /** The callback for a sign-in that was begun; the ID token that is then given is true but for `changes`. */
    callback(location: string, changes: Forgery = {}): URL {
      const begun = new URL(location).searchParams;
      forgery = changes;
      nonce = begun.get('nonce') ?? '';
      return new URL(`${BASE}${CALLBACK_PATH}?code=c&state=${begun.get('state')}`);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
