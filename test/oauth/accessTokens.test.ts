import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { assertion, bearerToken, type KeyPair, keyPair, newApp } from '../support/oauth/app.ts';
import type { World } from '../support/world.ts';

const USERS = '/api/v1/users';

for (const engine of ENGINES) {
  describe(`requests with access tokens on ${engine}`, () => {
    let w: World;
    let key: KeyPair;
    eachWorld(engine, async (next) => {
      w = next;
      key = await keyPair();
    });

    const call = (authorization: string, headers: Record<string, string> = {}, method = 'GET', path = USERS) =>
      w.call(method, path, method === 'POST' ? {} : undefined, { token: null, headers: { authorization, ...headers } });

    test('a token opens what its scope opens, and nothing else', async () => {
      const app = await newApp(w, { keys: [key], scopes: ['okta.users.read', 'okta.groups.read'] });
      const token = await bearerToken(w, app, key, 'okta.users.read');
      assert.equal((await call(`Bearer ${token}`)).status, 200);
      const refused = await call(`Bearer ${token}`, {}, 'GET', '/api/v1/groups/00g1234567890123456?x=1');
      assert.deepEqual([refused.status, refused.body], [403, undefined]);
      assert.equal(
        refused.headers['www-authenticate'],
        'Bearer authorization_uri="http://cofactor.test/oauth2/v1/authorize", realm="http://cofactor.test", ' +
          'scope="okta.groups.read", error="insufficient_scope", ' +
          'error_description="The access token provided does not contain the required scopes.", ' +
          'resource="/api/v1/groups/00g1234567890123456"',
      );
    });

    test('a role limits what a scope opens', async () => {
      const app = await newApp(w, { keys: [key], roles: ['READ_ONLY_ADMIN'] });
      const token = await bearerToken(w, app, key, 'okta.users.read okta.users.manage');
      assert.equal((await call(`Bearer ${token}`)).status, 200);
      const refused = await call(`Bearer ${token}`, {}, 'POST');
      assert.deepEqual([refused.status, refused.body.errorCode], [403, 'E0000006']);
      const none = await newApp(w, { keys: [key], roles: [] });
      assert.equal((await call(`Bearer ${await bearerToken(w, none, key)}`)).status, 403);
    });

    test('attack: texts that are no tokens of ours are no session', async () => {
      const app = await newApp(w, { keys: [key] });
      const token = await bearerToken(w, app, key);
      const [header, payload, signature = ''] = token.split('.');
      const more = Buffer.from(
        JSON.stringify({ ...JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()), scp: ['okta.logs.read'] }),
      );
      const changed = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
      const none = Buffer.from('{"alg":"none"}').toString('base64url');
      const forged = [
        'garbage',
        `${header}.${more.toString('base64url')}.${signature}`,
        `${header}.${payload}.${changed}`,
        `${none}.${payload}.${signature}`,
        await assertion(w, app.id, key),
      ];
      for (const text of forged) {
        const { status, body } = await call(`Bearer ${text}`);
        assert.deepEqual([status, body.errorCode], [403, 'E0000005'], text.slice(0, 30));
      }
    });

    test('attack: a token that has expired', async () => {
      const app = await newApp(w, { keys: [key] });
      const token = await bearerToken(w, app, key);
      w.clock.advance({ minutes: 59, seconds: 59 });
      assert.equal((await call(`Bearer ${token}`)).status, 200);
      w.clock.advance({ seconds: 1 });
      const over = await call(`Bearer ${token}`);
      // Okta's SDKs ask for another token when they hear 401, and for no other status.
      assert.deepEqual([over.status, over.body.errorCode], [401, 'E0000011']);
      assert.match(String(over.headers['www-authenticate']), /^Bearer .*error="invalid_token"/);
    });

    for (const [what, change] of [
      ['deactivated', { status: 'INACTIVE' }],
      ['stripped of a key', { epoch: 2 }],
    ] as const) {
      test(`attack: the token of a client that was ${what} is refused a second later`, async () => {
        const app = await newApp(w, { keys: [key] });
        const token = await bearerToken(w, app, key);
        assert.equal((await call(`Bearer ${token}`)).status, 200);
        await w.store.apply([{ do: 'saveServiceApp', app: { ...app, ...change } }]);
        w.clock.advance({ seconds: 1 });
        assert.equal((await call(`Bearer ${token}`)).status, 401);
      });
    }

    test('attack: a scope that was taken back is gone from tokens of before', async () => {
      const app = await newApp(w, { keys: [key] });
      const token = await bearerToken(w, app, key);
      await w.store.apply([{ do: 'saveServiceApp', app: { ...app, grants: app.grants.slice(1) } }]);
      w.clock.advance({ seconds: 1 });
      assert.equal((await call(`Bearer ${token}`)).status, 403);
    });

    test('a token is believed without asking the database again', async () => {
      const app = await newApp(w, { keys: [key] });
      const token = await bearerToken(w, app, key);
      const { byId } = w.store.serviceApps;
      let reads = 0;
      Object.assign(w.store.serviceApps, {
        byId: (id: string) => {
          reads += 1;
          return byId(id);
        },
      });
      for (let n = 0; n < 20; n += 1) assert.equal((await call(`Bearer ${token}`)).status, 200);
      assert.equal(reads, 1);
    });
  });
}
