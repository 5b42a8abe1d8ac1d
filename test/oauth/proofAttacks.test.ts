import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, test } from 'node:test';
import type { ServiceApp } from '../../src/domain/oauth/serviceApp.ts';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import {
  askToken,
  assertion,
  bearerToken,
  boundToken,
  type KeyPair,
  keyPair,
  newApp,
  proof,
} from '../support/oauth/app.ts';
import { anotherProcess, BASE, type World } from '../support/world.ts';

const USERS = '/api/v1/users';
const ath = (token: string): string => hash('sha256', token, 'base64url');

for (const engine of ENGINES) {
  describe(`requests with proofs of possession on ${engine}`, () => {
    let w: World;
    let key: KeyPair;
    eachWorld(engine, async (next) => {
      w = next;
      key = await keyPair();
    });

    const call = (authorization: string, headers: Record<string, string> = {}, path = USERS) =>
      w.call('GET', path, undefined, { token: null, headers: { authorization, ...headers } });

    let app: ServiceApp;
    let own: KeyPair;
    const begin = async () => {
      own = await keyPair('ES256');
      app = await newApp(w, { keys: [key], dpopBound: true });
      return boundToken(w, app, key, own);
    };
    const claimsFor = (token: string) => ({ htm: 'GET', htu: `${BASE}${USERS}`, ath: ath(token) });
    const refused = async (token: string, dpop: string | undefined, error: string, scheme = 'DPoP') => {
      const reply = await call(`${scheme} ${token}`, dpop === undefined ? {} : { dpop });
      assert.deepEqual([reply.status, reply.body?.error], [400, error], JSON.stringify(reply.body));
      assert.match(String(reply.headers['www-authenticate']), /^DPoP algs="RS256 [\w ]+", .*error="/);
      return reply.body.error_description as string;
    };

    test('a bound token opens what it may with a proof for this very request; a query does not count', async () => {
      const { token } = await begin();
      const dpop = await proof(w, own, claimsFor(token));
      assert.equal((await call(`DPoP ${token}`, { dpop }, `${USERS}?limit=1`)).status, 200);
    });

    test('attack: a proof that is used twice', async () => {
      const { token } = await begin();
      const dpop = await proof(w, own, claimsFor(token));
      assert.equal((await call(`DPoP ${token}`, { dpop })).status, 200);
      assert.match(await refused(token, dpop, 'invalid_dpop_proof'), /already been used/);
    });

    test('attack: a proof that is used again at another process', async () => {
      const { token } = await begin();
      const dpop = await proof(w, own, claimsFor(token));
      const other = await anotherProcess(w);
      assert.equal((await call(`DPoP ${token}`, { dpop })).status, 200);
      const headers = { authorization: `DPoP ${token}`, dpop };
      const replayed = await other.call('GET', USERS, undefined, { token: null, headers });
      await other.close();
      assert.deepEqual([replayed.status, replayed.body.error], [400, 'invalid_dpop_proof']);
    });

    test('attack: a nonce that a proof was made with, in a proof by the thief’s key', async () => {
      const { token, nonce } = await begin();
      const thief = await keyPair('ES256');
      await refused(token, await proof(w, thief, { ...claimsFor(token), nonce }), 'invalid_dpop_proof');
      // A nonce is nobody's: what it cannot do is to stand for the assertion of an app.
      const form = { client_assertion: await assertion(w, app.id, thief) };
      const asked = await askToken(w, form, { dpop: await proof(w, thief, { nonce }) });
      assert.deepEqual([asked.status, asked.body.error], [401, 'invalid_client']);
    });

    test('attack: a proof that is used five times at once opens once', async () => {
      const { token } = await begin();
      const dpop = await proof(w, own, claimsFor(token));
      const replies = await Promise.all(Array.from({ length: 5 }, () => call(`DPoP ${token}`, { dpop })));
      assert.equal(replies.filter(({ status }) => status === 200).length, 1);
    });

    test('attack: a stolen token with the thief’s own key', async () => {
      const { token } = await begin();
      const thief = await keyPair('ES256');
      const said = await refused(token, await proof(w, thief, claimsFor(token)), 'invalid_dpop_proof');
      assert.match(said, /not signed by the key that the access token is bound to/);
    });

    test('attack: a stolen token without a proof, as a Bearer token too', async () => {
      const { token } = await begin();
      assert.match(await refused(token, undefined, 'invalid_request'), /requires a DPoP proof/);
      assert.match(
        await refused(token, undefined, 'invalid_request', 'Bearer'),
        /must use the DPoP authentication scheme/,
      );
    });

    test('attack: a proof for another token, method or address', async () => {
      const { token } = await begin();
      const others = [
        { ath: ath('another') },
        { ath: undefined },
        { htm: 'POST' },
        { htm: 'get' },
        { htu: `${BASE}/api/v1/groups` },
        { htu: 'https://evil.example/api/v1/users' },
        { htu: 'no address' },
        { htu: undefined },
      ];
      for (const other of others) {
        await refused(token, await proof(w, own, { ...claimsFor(token), ...other }), 'invalid_dpop_proof');
      }
    });

    test('attack: a proof that was made too early or too late, or has no id', async () => {
      const { token } = await begin();
      const now = Math.floor(w.clock.now().epochMilliseconds / 1_000);
      for (const other of [
        { iat: now - 301 },
        { iat: now + 61 },
        { iat: undefined },
        { jti: undefined },
        { jti: 'x'.repeat(257) },
      ]) {
        await refused(token, await proof(w, own, { ...claimsFor(token), ...other }), 'invalid_dpop_proof');
      }
      const late = await proof(w, own, { ...claimsFor(token), iat: now - 299 });
      assert.equal((await call(`DPoP ${token}`, { dpop: late })).status, 200);
    });

    test('attack: a proof that is another kind of token, or shows another key than it is signed by', async () => {
      const { token } = await begin();
      const other = await keyPair('ES256');
      const { kid: _, ...jwk } = other.jwk;
      for (const header of [
        { typ: 'JWT' },
        { typ: undefined },
        { jwk: undefined },
        { jwk },
        { jwk: { ...jwk, d: 'x' } },
      ]) {
        await refused(token, await proof(w, own, claimsFor(token), header), 'invalid_dpop_proof');
      }
      await refused(token, 'garbage', 'invalid_dpop_proof');
    });

    test('attack: an old nonce, one of somebody else’s, and none', async () => {
      const { nonce } = await begin();
      const ask = async (claims: object) => {
        const form = { client_assertion: await assertion(w, app.id, key) };
        return (await askToken(w, form, { dpop: await proof(w, own, claims) })).body.error;
      };
      assert.equal(await ask({ nonce }), undefined);
      for (const other of ['made up', `${nonce}x`, 1, undefined]) {
        assert.equal(await ask({ nonce: other }), 'use_dpop_nonce', String(other));
      }
      w.clock.advance({ hours: 73 });
      assert.equal(await ask({ nonce }), 'use_dpop_nonce');
    });

    test('attack: the proof of a token request that is used again', async () => {
      const { nonce } = await begin();
      const dpop = await proof(w, own, { nonce });
      const ask = async () => askToken(w, { client_assertion: await assertion(w, app.id, key) }, { dpop });
      assert.equal((await ask()).status, 200);
      assert.match((await ask()).body.error_description, /DPoP proof JWT has already been used/);
    });

    test('attack: a token of before the client was bound', async () => {
      const loose = await newApp(w, { keys: [key] });
      const token = await bearerToken(w, loose, key);
      await w.store.apply([{ do: 'saveServiceApp', app: { ...loose, dpopBound: true } }]);
      assert.equal((await call(`Bearer ${token}`)).status, 401);
    });

    test('a token that is not bound is none for DPoP', async () => {
      const loose = await newApp(w, { keys: [key] });
      const token = await bearerToken(w, loose, key);
      const reply = await call(`DPoP ${token}`, { dpop: await proof(w, key, claimsFor(token)) });
      assert.deepEqual([reply.status, reply.body.error], [401, 'invalid_token']);
    });
  });
}
