import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Role } from '../../../src/contract/access/roles.ts';
import type { Scope } from '../../../src/contract/access/scopes.ts';
import type { PublicKey } from '../../../src/domain/oauth/publicKey.ts';
import type { ServiceApp } from '../../../src/domain/oauth/serviceApp.ts';
import { BASE, type World } from '../world.ts';

export const TOKEN_URL = `${BASE}/oauth2/v1/token`;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A key pair of an app, and its public half as the service is told of it. */
export interface KeyPair {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: PublicKey;
}

export async function keyPair(alg = 'ES256', kid: string = randomUUID()): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...((await exportJWK(publicKey)) as PublicKey), kid } };
}

/** Wishes for an app; by default it may read and change users, and its tokens are not bound. */
export interface AppWishes {
  readonly keys?: readonly KeyPair[];
  readonly jwksUri?: string;
  readonly scopes?: readonly Scope[];
  readonly roles?: readonly Role[];
  readonly dpopBound?: boolean;
}

/** Puts an app into the store, as the command line would. */
export async function newApp(
  w: Pick<World, 'store' | 'services' | 'clock'>,
  wishes: AppWishes = {},
): Promise<ServiceApp> {
  const { keys = [], scopes = ['okta.users.read', 'okta.users.manage'], roles = ['SUPER_ADMIN'] } = wishes;
  const now = w.clock.now();
  const at = now.toString();
  const app: ServiceApp = {
    id: w.services.newId('0oa'),
    label: 'An app',
    status: 'ACTIVE',
    dpopBound: wishes.dpopBound ?? false,
    keys: keys.map(({ kid, jwk }) => ({
      id: w.services.newId('pks'),
      kid,
      jwk,
      status: 'ACTIVE',
      created: at,
      lastUpdated: at,
    })),
    ...(wishes.jwksUri !== undefined && { jwksUri: wishes.jwksUri }),
    grants: scopes.map((scope) => ({ id: w.services.newId('oag'), scope, by: '', created: at })),
    roles: roles.map((role) => ({ id: w.services.newId('ra1'), role, created: at })),
    epoch: 1,
    shown: {},
    created: now,
    lastUpdated: now,
    version: 1,
  };
  await w.store.apply([{ do: 'insertServiceApp', app }]);
  return app;
}

/** The claims and the header of an assertion that holds, but for what is said otherwise. */
export interface AssertionWishes {
  readonly claims?: object;
  readonly header?: object;
}

const seconds = (w: Pick<World, 'clock'>): number => Math.floor(w.clock.now().epochMilliseconds / 1_000);

export function assertion(
  w: Pick<World, 'clock'>,
  clientId: string,
  { kid, alg, privateKey }: KeyPair,
  { claims = {}, header = {} }: AssertionWishes = {},
): Promise<string> {
  const now = seconds(w);
  const all = { iss: clientId, sub: clientId, aud: TOKEN_URL, iat: now, exp: now + 300, jti: randomUUID(), ...claims };
  return new SignJWT(all).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);
}

/** A proof of possession by a key, for a request. */
export async function proof(
  w: Pick<World, 'clock'>,
  { alg, privateKey, jwk: { kid: _, ...jwk } }: KeyPair,
  claims: object,
  header: object = {},
): Promise<string> {
  const all = { htm: 'POST', htu: TOKEN_URL, iat: seconds(w), jti: randomUUID(), ...claims };
  return new SignJWT(all).setProtectedHeader({ alg, typ: 'dpop+jwt', jwk, ...header }).sign(privateKey);
}

/** A reply of the token endpoint. */
export interface TokenAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Asks the token endpoint, with a form that is right but for what is said otherwise. */
export async function askToken(
  { app }: Pick<World, 'app'>,
  form: Readonly<Record<string, string | undefined>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const all = {
    grant_type: 'client_credentials',
    scope: 'okta.users.read',
    client_assertion_type: ASSERTION_TYPE,
    ...form,
  };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const reply = await app.inject({
    method: 'POST',
    url: '/oauth2/v1/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(sent).toString(),
  });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
}

/** Gets a token that is not bound. */
export async function bearerToken(w: World, app: ServiceApp, key: KeyPair, scope = 'okta.users.read'): Promise<string> {
  const reply = await askToken(w, { client_assertion: await assertion(w, app.id, key), scope });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body.access_token as string;
}

/** Gets a token that is bound to a key: asks twice, the second time with the nonce of the first refusal. */
export async function boundToken(
  w: World,
  app: ServiceApp,
  key: KeyPair,
  proofKey: KeyPair,
  scope = 'okta.users.read',
): Promise<{ readonly token: string; readonly nonce: string }> {
  const ask = async (claims: object) => {
    const form = { client_assertion: await assertion(w, app.id, key), scope };
    return askToken(w, form, { dpop: await proof(w, proofKey, claims) });
  };
  const nonce = String((await ask({})).headers['dpop-nonce']);
  const reply = await ask({ nonce });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return { token: reply.body.access_token as string, nonce };
}
