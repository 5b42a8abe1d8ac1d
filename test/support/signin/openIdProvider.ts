import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { OpenIdSettings } from '../../../src/domain/signin/openIdProvider.ts';
import { CALLBACK_PATH } from '../../../src/operations/signin/openIdStart.ts';
import { BASE } from '../world.ts';

export const CLIENT = 'cofactor';
export const SECRET = 'a secret of forty characters or even more';

/** Somebody who can sign in at the provider, and what it says about them. */
export interface Person {
  readonly sub: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly amr?: readonly string[];
  readonly acr?: string;
}

/** A real OpenID provider (`oidc-provider`) at an address of this machine; who signs in is the `person` of the moment. */
export interface RunningProvider {
  readonly issuer: string;
  person: Person;
  /** Settings of a service whose administrators sign in here. */
  settings(changes?: Partial<OpenIdSettings>): OpenIdSettings;
  close(): Promise<void>;
}

/** Starts the provider; `client` is what it knows of the service besides its id. */
export async function startProvider(
  client: Readonly<Record<string, unknown>> = { client_secret: SECRET },
  base = BASE,
): Promise<RunningProvider> {
  let answer: RequestListener = () => {};
  const server = createServer((request, response) => answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const running: RunningProvider = {
    issuer,
    person: { sub: 'nobody' },
    settings: (changes) => ({
      name: 'Globex',
      issuer,
      clientId: CLIENT,
      proof: { secret: SECRET },
      scopes: ['openid', 'email'],
      roleClaim: 'groups',
      roles: new Map([
        ['admins', 'SUPER_ADMIN'],
        ['help desk', 'HELP_DESK_ADMIN'],
      ]),
      factorAmr: ['mfa'],
      factorAcr: [],
      ...changes,
    }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT, redirect_uris: [`${base}${CALLBACK_PATH}`], ...client }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['a key of tests'] },
    claims: { openid: ['sub', 'groups', 'amr'], email: ['email', 'email_verified', 'preferred_username'] },
    // The claims of scopes stand in the ID token, as most providers have it.
    conformIdTokenClaims: false,
    acrValues: ['strong'],
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    ttl: { Session: 86_400, Grant: 86_400, Interaction: 600, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
    findAccount: (_context: unknown, accountId: string) => {
      const { claims } = running.person;
      return { accountId, claims: async () => ({ ...claims, sub: accountId }) };
    },
    async loadExistingGrant({ oidc }: { readonly oidc: { readonly session: { readonly accountId: string } } }) {
      const grant = new provider.Grant({ clientId: CLIENT, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const serve = provider.callback();
  answer = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return serve(request, response);
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html');
      return response.end(
        '<!doctype html><title>Globex</title><form method="post"><button>I am myself</button></form>',
      );
    }
    const { sub, amr, acr } = running.person;
    const login = { accountId: sub, ...(amr && { amr }), ...(acr !== undefined && { acr }) };
    return provider.interactionFinished(request, response, { login });
  };
  return running;
}

/** A browser as far as the provider is concerned: it keeps its cookies, and comes back with the address of the callback. */
export function providerBrowser() {
  const jar = new Map<string, string>();
  const ask = async (url: string, method: string) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(url, { method, redirect: 'manual', headers: { cookie } });
    for (const one of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      jar.set(name, value);
    }
    await reply.body?.cancel();
    return reply;
  };
  return async function visit(url: string): Promise<URL> {
    let next = url;
    for (let hops = 0; hops < 10; hops++) {
      const shown = await ask(next, 'GET');
      const reply = shown.status === 200 ? await ask(next, 'POST') : shown;
      const location = reply.headers.get('location');
      if (location === null) throw new Error(`${next}: ${reply.status}`);
      const to = new URL(location, next);
      if (to.pathname === CALLBACK_PATH) return to;
      next = to.href;
    }
    throw new Error('the provider sends its visitors in circles');
  };
}
