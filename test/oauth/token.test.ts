import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { askToken, assertion, bearerToken, boundToken, keyPair, newApp, proof } from '../support/oauth/app.ts';
import { BASE, type World } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`the token endpoint on ${engine}`, () => {
    let w: World;
    eachWorld(engine, (next) => {
      w = next;
    });

    for (const alg of ['RS256', 'RS512', 'ES256', 'ES384', 'EdDSA']) {
      test(`an app that signs with ${alg} gets a token for an hour, signed by a key that is published`, async () => {
        const key = await keyPair(alg);
        const app = await newApp(w, { keys: [key] });
        const reply = await askToken(w, { client_assertion: await assertion(w, app.id, key) });
        assert.equal(reply.status, 200, JSON.stringify(reply.body));
        const { access_token, ...others } = reply.body;
        assert.deepEqual(others, { token_type: 'Bearer', expires_in: 3600, scope: 'okta.users.read' });
        assert.equal(reply.headers['x-robots-tag'], 'noindex,nofollow');
        assert.equal(reply.headers['cache-control'], 'no-cache, no-store');
        assert.ok(reply.headers['x-rate-limit-limit']);
        const keys = (await w.call('GET', '/oauth2/v1/keys', undefined, { token: null })).body;
        const { payload, protectedHeader } = await jwtVerify(access_token, createLocalJWKSet(keys), {
          issuer: BASE,
          audience: BASE,
          currentDate: new Date(w.clock.now().epochMilliseconds),
        });
        assert.equal(protectedHeader.typ, 'application/okta-internal-at+jwt');
        assert.equal(protectedHeader.alg, 'RS256');
        assert.equal(payload.cid, app.id);
        assert.equal(payload.sub, app.id);
        assert.deepEqual(payload.scp, ['okta.users.read']);
        assert.match(String(payload.jti), /^AT\./);
        assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 3600);
      });
    }

    test('scopes that were not granted are left out, and none that was is a refusal', async () => {
      const key = await keyPair();
      const app = await newApp(w, { keys: [key], scopes: ['okta.users.read'] });
      const ask = async (scope: string | undefined) =>
        askToken(w, { client_assertion: await assertion(w, app.id, key), scope });
      assert.equal((await ask('okta.users.read  okta.logs.read okta.users.read')).body.scope, 'okta.users.read');
      const refused = await ask('okta.logs.read');
      assert.deepEqual(
        [refused.status, refused.body],
        [400, { error: 'consent_required', error_description: 'You are not allowed any of the requested scopes.' }],
      );
      assert.deepEqual((await ask('openid')).body.error, 'invalid_scope');
      for (const none of ['', ' ', undefined]) {
        assert.deepEqual((await ask(none)).body, {
          error: 'invalid_scope',
          error_description: 'No scopes were requested.',
        });
      }
    });

    test('an app that is bound gets a token for the key of its proof once it has the nonce', async () => {
      const [key, proofKey] = [await keyPair('RS256'), await keyPair('ES256')];
      const app = await newApp(w, { keys: [key], dpopBound: true });
      const first = await askToken(
        w,
        { client_assertion: await assertion(w, app.id, key) },
        { dpop: await proof(w, proofKey, {}) },
      );
      assert.deepEqual(
        [first.status, first.body],
        [400, { error: 'use_dpop_nonce', error_description: 'Authorization server requires nonce in DPoP proof.' }],
      );
      const nonce = String(first.headers['dpop-nonce']);
      const second = await askToken(
        w,
        { client_assertion: await assertion(w, app.id, key) },
        { dpop: await proof(w, proofKey, { nonce }) },
      );
      assert.equal(second.status, 200, JSON.stringify(second.body));
      assert.equal(second.body.token_type, 'DPoP');
      assert.ok(second.headers['dpop-nonce'], 'a nonce for the next time');
      const { cnf } = decodeJwt(second.body.access_token);
      assert.match(String((cnf as { jkt?: string }).jkt), /^[\w-]{43}$/);
    });

    test('an app that is bound and sends no proof is told so', async () => {
      const key = await keyPair();
      const app = await newApp(w, { keys: [key], dpopBound: true });
      const reply = await askToken(w, { client_assertion: await assertion(w, app.id, key) });
      assert.deepEqual(
        [reply.status, reply.body],
        [400, { error: 'invalid_dpop_proof', error_description: 'The DPoP proof JWT header is missing.' }],
      );
    });

    test('an app that is not bound gets a plain token, whatever proof it sends (Node SDK 8 always does)', async () => {
      const key = await keyPair('RS256');
      const app = await newApp(w, { keys: [key] });
      const client_assertion = await assertion(w, app.id, key);
      const reply = await askToken(w, { client_assertion }, { dpop: await proof(w, key, {}) });
      assert.equal(reply.status, 200);
      assert.equal(reply.body.token_type, 'Bearer');
    });

    test('a nonce works for three days', async () => {
      const [key, proofKey] = [await keyPair(), await keyPair()];
      const app = await newApp(w, { keys: [key], dpopBound: true });
      const { nonce } = await boundToken(w, app, key, proofKey);
      const ask = async () => {
        const form = { client_assertion: await assertion(w, app.id, key) };
        return (await askToken(w, form, { dpop: await proof(w, proofKey, { nonce }) })).status;
      };
      w.clock.advance({ hours: 71 });
      assert.equal(await ask(), 200);
      w.clock.advance({ hours: 2 });
      assert.equal(await ask(), 400);
    });

    test('parameters in the query are read, as Okta’s SDK for Go 2 sends all, and that for Python 2 all but one', async () => {
      const key = await keyPair();
      const app = await newApp(w, { keys: [key] });
      const query = {
        grant_type: 'client_credentials',
        scope: 'okta.users.read',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      };
      const ask = async (inQuery: boolean, payload: object = {}) => {
        const signed = { client_assertion: await assertion(w, app.id, key) };
        const url = `/oauth2/v1/token?${new URLSearchParams({ ...query, ...(inQuery && signed) })}`;
        if (inQuery && Object.keys(payload).length === 0) return w.app.inject({ method: 'POST', url });
        return w.app.inject({
          method: 'POST',
          url,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: `${new URLSearchParams({ ...(!inQuery && signed), ...payload })}`,
        });
      };
      for (const inQuery of [true, false]) assert.equal((await ask(inQuery)).statusCode, 200);
      // Once in each place is twice.
      for (const inQuery of [true, false]) {
        const twice = await ask(inQuery, { scope: 'okta.users.manage' });
        assert.deepEqual([twice.statusCode, twice.json().error], [400, 'invalid_request']);
      }
    });

    test('whatever is no request for a token is refused as OAuth has it', async () => {
      const key = await keyPair();
      const app = await newApp(w, { keys: [key] });
      const client_assertion = await assertion(w, app.id, key);
      assert.equal(
        (await askToken(w, { grant_type: 'password', client_assertion })).body.error,
        'unsupported_grant_type',
      );
      assert.equal((await askToken(w, {})).body.error, 'invalid_client');
      assert.equal((await askToken(w, { client_id: app.id, client_secret: 'secret' })).body.error, 'invalid_client');
      const json = await w.app.inject({
        method: 'POST',
        url: '/oauth2/v1/token',
        payload: { grant_type: 'client_credentials' },
      });
      assert.deepEqual([json.statusCode, json.json().error], [400, 'invalid_request']);
      const twice = await w.app.inject({
        method: 'POST',
        url: '/oauth2/v1/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'grant_type=client_credentials&grant_type=client_credentials',
      });
      assert.deepEqual([twice.statusCode, twice.json().error], [400, 'invalid_request']);
      assert.equal((await w.call('GET', '/oauth2/v1/token')).status, 405);
    });

    test('the metadata says what there is', async () => {
      const { status, body } = await w.call('GET', '/.well-known/oauth-authorization-server', undefined, {
        token: null,
      });
      assert.equal(status, 200);
      assert.equal(body.issuer, BASE);
      assert.equal(body.token_endpoint, `${BASE}/oauth2/v1/token`);
      assert.deepEqual(body.token_endpoint_auth_methods_supported, ['private_key_jwt']);
      assert.ok(body.scopes_supported.includes('okta.users.manage'));
    });

    test('keys are published a day before they sign, and a day after, and their private halves never', async () => {
      const key = await keyPair();
      const app = await newApp(w, { keys: [key] });
      const signer = async () => decodeProtectedHeader(await bearerToken(w, app, key)).kid;
      const published = async () => {
        const { body } = await w.call('GET', '/oauth2/v1/keys', undefined, { token: null });
        assert.ok(
          body.keys.every((one: object) => !('d' in one)),
          'no private half',
        );
        return body.keys.map(({ kid }: { kid: string }) => kid);
      };
      const first = await signer();
      assert.deepEqual(await published(), [first]);
      w.clock.advance({ hours: 24 * 90 });
      const both = await published();
      assert.equal(both.length, 2);
      assert.equal(await signer(), first, 'the next one is known before it signs');
      w.clock.advance({ hours: 25 });
      assert.equal(await signer(), both[1]);
      assert.deepEqual(await published(), both);
      w.clock.advance({ hours: 25 });
      await published();
      w.clock.advance({ minutes: 2 });
      assert.deepEqual(await published(), [both[1]], 'the first one is gone');
      const [row] = await w.engine.read({ text: 'select count(*) as n from signing_keys', values: [] });
      assert.equal(Number((row as { n: unknown }).n), 1);
    });
  });
}
