import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import type { ServiceApp } from '../../src/domain/oauth/serviceApp.ts';
import { type KeyPair, keyPair, newApp } from '../support/oauth/app.ts';
import { BASE, type World, world } from '../support/world.ts';

const SCOPE = 'okta.users.read';
const USERS = new URL(`${BASE}/api/v1/users?limit=1`);

/** A service at the time of the libraries' own clock, and a `fetch` that leads to it. */
async function begin(t: TestContext) {
  const w = await world();
  t.after(() => w.close());
  w.clock.advance({ milliseconds: Date.now() - w.clock.now().epochMilliseconds });
  const asked: string[] = [];
  const fetch = async (url: string, { method, headers, body }: RequestInit = {}): Promise<Response> => {
    asked.push(`${method} ${new URL(url).pathname}`);
    const reply = await w.app.inject({
      method: (method ?? 'GET') as 'GET',
      url: url.slice(BASE.length),
      headers: Object.fromEntries(new Headers(headers)),
      ...(body && { payload: String(body) }),
    });
    const given = Object.entries(reply.headers).map(([name, value]): [string, string] => [name, String(value)]);
    return new Response(reply.payload === '' ? null : reply.payload, { status: reply.statusCode, headers: given });
  };
  return { w, asked, fetch };
}

async function appOf(w: World, dpopBound: boolean): Promise<{ readonly app: ServiceApp; readonly key: KeyPair }> {
  const key = await keyPair('ES256');
  return { key, app: await newApp(w, { keys: [key], scopes: [SCOPE], dpopBound }) };
}

for (const bound of [false, true]) {
  const kind = bound ? 'DPoP' : 'Bearer';

  test(`oauth4webapi gets a ${kind} token and reads users with it`, async (t) => {
    const { w, fetch } = await begin(t);
    const { app, key } = await appOf(w, bound);
    const options = { [oauth.customFetch]: fetch as never };
    const issuer = new URL(BASE);
    const found = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...options });
    const as = await oauth.processDiscoveryResponse(issuer, found);
    const client = { client_id: app.id };
    const dpop = bound ? { DPoP: oauth.DPoP({}, await oauth.generateKeyPair('ES256')) } : {};
    const ask = async () => {
      const auth = oauth.PrivateKeyJwt({ key: key.privateKey, kid: key.kid });
      const sent = await oauth.clientCredentialsGrantRequest(
        as,
        client,
        auth,
        { scope: SCOPE },
        { ...dpop, ...options },
      );
      return oauth.processClientCredentialsResponse(as, client, sent);
    };
    const token = await ask().catch((error: unknown) => {
      assert.ok(bound && oauth.isDPoPNonceError(error), String(error));
      return ask();
    });
    assert.equal(token.token_type, kind.toLowerCase());
    const reply = await oauth.protectedResourceRequest(token.access_token, 'GET', USERS, new Headers(), null, {
      ...dpop,
      ...options,
    });
    assert.equal(reply.status, 200);
  });

  test(`openid-client gets a ${kind} token and reads users with it`, async (t) => {
    const { w, asked, fetch } = await begin(t);
    const { app, key } = await appOf(w, bound);
    const auth = openid.PrivateKeyJwt({ key: key.privateKey, kid: key.kid });
    const config = await openid.discovery(new URL(BASE), app.id, undefined, auth, {
      algorithm: 'oauth2',
      [openid.customFetch]: fetch as never,
    });
    const dpop = bound ? { DPoP: openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('ES256')) } : {};
    const token = await openid.clientCredentialsGrant(config, { scope: SCOPE }, dpop);
    assert.equal(token.token_type, kind.toLowerCase());
    const reply = await openid.fetchProtectedResource(
      config,
      token.access_token,
      USERS,
      'GET',
      undefined,
      undefined,
      dpop,
    );
    assert.equal(reply.status, 200);
    const requests = asked.filter((one) => one === 'POST /oauth2/v1/token').length;
    assert.equal(requests, bound ? 2 : 1, 'the second request has the nonce of the first refusal');
  });
}
