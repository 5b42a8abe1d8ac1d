import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { askToken, assertion, bearerToken, type KeyPair, keyPair } from '../support/oauth/app.ts';
import { appRequest } from '../support/oauth/appRequest.ts';
import { BASE, type World } from '../support/world.ts';

const APPS = '/api/v1/apps';

for (const engine of ENGINES) {
  describe(`service apps over the API on ${engine}`, () => {
    let w: World;
    let key: KeyPair;
    eachWorld(engine, async (next) => {
      w = next;
      key = await keyPair('RS256', 'one');
    });
    const made = async (more: object = {}) => {
      const { status, body } = await w.call('POST', `${APPS}?activate=true`, appRequest(key, more));
      assert.equal(status, 200, JSON.stringify(body));
      return body;
    };
    const tokenStatus = async (clientId: string, by = key) =>
      (await askToken(w, { client_assertion: await assertion(w, clientId, by) })).status;

    test('an app is made as Terraform makes one, gets a scope and a role, and asks for a token', async () => {
      const app = await made();
      assert.match(app.id, /^0oa\w{17}$/);
      assert.equal(app.credentials.oauthClient.client_id, app.id);
      const { jwks, ...client } = app.settings.oauthClient;
      assert.deepEqual(client, {
        consent_method: 'TRUSTED',
        issuer_mode: 'ORG_URL',
        application_type: 'service',
        grant_types: ['client_credentials'],
        response_types: ['token'],
        dpop_bound_access_tokens: false,
      });
      assert.deepEqual([jwks.keys[0].kid, jwks.keys[0].status, jwks.keys[0].n], ['one', 'ACTIVE', key.jwk.n]);
      assert.equal(app.settings.notes.admin, 'for tests');
      assert.deepEqual((await w.call('GET', `${APPS}/${app.id}`)).body, app, 'reading shows the same');
      assert.equal(await tokenStatus(app.id), 400, 'no scope yet');
      const grant = await w.call('POST', `${APPS}/${app.id}/grants`, { issuer: BASE, scopeId: 'okta.users.read' });
      assert.deepEqual([grant.status, grant.body.scopeId, grant.body.clientId], [201, 'okta.users.read', app.id]);
      const again = await w.call('POST', `${APPS}/${app.id}/grants`, { issuer: BASE, scopeId: 'okta.users.read' });
      assert.equal(again.body.id, grant.body.id);
      const stored = await w.store.serviceApps.byId(app.id);
      assert.ok(stored);
      const users = async () => {
        const authorization = `Bearer ${await bearerToken(w, stored, key)}`;
        w.clock.advance({ seconds: 1 });
        return (await w.call('GET', '/api/v1/users', undefined, { token: null, headers: { authorization } })).status;
      };
      assert.equal(await users(), 403, 'no role yet');
      const roles = `/oauth2/v1/clients/${app.id}/roles`;
      const role = await w.call('POST', roles, { type: 'READ_ONLY_ADMIN' });
      assert.deepEqual([role.status, role.body.type, role.body.assignmentType], [201, 'READ_ONLY_ADMIN', 'CLIENT']);
      assert.equal(await users(), 200);
      assert.deepEqual((await w.call('GET', roles)).body, [role.body]);
      assert.deepEqual((await w.call('GET', `${roles}/${role.body.id}`)).body, role.body);
      assert.equal((await w.call('DELETE', `${roles}/${role.body.id}`)).status, 204);
      assert.equal(await users(), 403);
      const grants = `${APPS}/${app.id}/grants`;
      assert.equal((await w.call('GET', grants)).body.length, 1);
      assert.equal((await w.call('GET', `${grants}/${grant.body.id}`)).status, 200);
      assert.equal((await w.call('DELETE', `${grants}/${grant.body.id}`)).status, 204);
      assert.equal((await w.call('DELETE', `${grants}/${grant.body.id}`)).status, 404);
      assert.equal((await w.call('DELETE', `${APPS}/${app.id}`)).status, 400, 'an active one stays');
      assert.equal((await w.call('POST', `${APPS}/${app.id}/lifecycle/deactivate`)).status, 200);
      assert.equal((await w.call('DELETE', `${APPS}/${app.id}`)).status, 204);
      assert.equal((await w.call('GET', `${APPS}/${app.id}`)).status, 404);
    });

    test('an app is under the one policy of apps, may be put under it again, and under no other', async () => {
      const app = await made();
      const [policy] = (await w.call('GET', '/api/v1/policies?type=ACCESS_POLICY')).body;
      const href = `${BASE}/api/v1/policies/${policy.id}`;
      const listed = (await w.call('GET', APPS)).body.find(({ id }: { id: string }) => id === app.id);
      for (const one of [app, listed]) assert.deepEqual(one._links.accessPolicy, { href });
      const assign = (appId: string, policyId: string) => w.call('PUT', `${APPS}/${appId}/policies/${policyId}`);
      const assigned = await assign(app.id, policy.id);
      assert.deepEqual([assigned.status, assigned.body], [204, undefined]);
      assert.deepEqual((await w.call('GET', `${APPS}/${app.id}`)).body, app, 'nothing has changed');
      const [enrollment] = (await w.call('GET', '/api/v1/policies?type=MFA_ENROLL')).body;
      const wrong = [
        [app.id, enrollment.id, `${enrollment.id} (Policy)`],
        [app.id, 'rstnope', 'rstnope (Policy)'],
        ['0oanope', policy.id, '0oanope (AppInstance)'],
      ] as const;
      for (const [appId, policyId, what] of wrong) {
        const { status, body } = await assign(appId, policyId);
        assert.deepEqual([status, body.errorSummary], [404, `Not found: Resource not found: ${what}`]);
      }
    });

    test('tokens of new apps are bound to keys unless they say otherwise', async () => {
      const app = await made({ dpop_bound_access_tokens: undefined });
      assert.equal(app.settings.oauthClient.dpop_bound_access_tokens, true);
    });

    test('an app is changed and keeps its keys, and a key that is taken from it ends its tokens', async () => {
      const app = await made();
      await w.call('POST', `${APPS}/${app.id}/grants`, { scopeId: 'okta.users.read' });
      const other = await keyPair('ES256', 'two');
      const both = { jwks: { keys: [key.jwk, other.jwk] } };
      const changed = await w.call('PUT', `${APPS}/${app.id}`, { ...appRequest(key, both), label: 'Renamed' });
      assert.deepEqual([changed.status, changed.body.label], [200, 'Renamed'], JSON.stringify(changed.body));
      const keys = changed.body.settings.oauthClient.jwks.keys;
      assert.equal(keys[0].id, app.settings.oauthClient.jwks.keys[0].id, 'a key that stays keeps its id');
      assert.equal((await w.store.serviceApps.byId(app.id))?.epoch, 1);
      assert.equal(await tokenStatus(app.id, other), 200);
      await w.call('PUT', `${APPS}/${app.id}`, appRequest(key));
      assert.equal((await w.store.serviceApps.byId(app.id))?.epoch, 2);
      assert.equal(await tokenStatus(app.id, other), 401);
    });

    test('keys are added, switched off and deleted one by one, but the last active one stays', async () => {
      const app = await made();
      await w.call('POST', `${APPS}/${app.id}/grants`, { scopeId: 'okta.users.read' });
      const keys = `${APPS}/${app.id}/credentials/jwks`;
      const other = await keyPair('ES256', 'two');
      const added = await w.call('POST', keys, { ...other.jwk, use: 'sig' });
      assert.deepEqual([added.status, added.body.kid, added.body.status], [201, 'two', 'ACTIVE']);
      assert.equal((await w.call('POST', keys, other.jwk)).status, 400, 'a kid is had once');
      assert.equal(await tokenStatus(app.id, other), 200);
      const [first] = (await w.call('GET', keys)).body.jwks.keys;
      assert.equal((await w.call('DELETE', `${keys}/${first.id}`)).status, 400, 'an active one stays');
      assert.equal((await w.call('POST', `${keys}/${first.id}/lifecycle/deactivate`)).body.status, 'INACTIVE');
      assert.equal(await tokenStatus(app.id), 401);
      assert.equal((await w.call('POST', `${keys}/${added.body.id}/lifecycle/deactivate`)).status, 400);
      assert.equal((await w.call('DELETE', `${keys}/${first.id}`)).status, 204);
      assert.equal((await w.call('GET', `${keys}/${first.id}`)).status, 404);
      assert.equal((await w.call('GET', `${keys}/${added.body.id}`)).body.kid, 'two');
    });

    test('whatever is no service app, or no public key that will do, is refused and named', async () => {
      const weak = await keyPair('RS256');
      const refused = async (body: object, cause: RegExp) => {
        const reply = await w.call('POST', APPS, body);
        assert.deepEqual([reply.status, reply.body.errorCode], [400, 'E0000001'], JSON.stringify(reply.body));
        assert.match(JSON.stringify(reply.body.errorCauses), cause);
      };
      await refused(appRequest(key, { application_type: 'web' }), /application_type: Only service/);
      await refused(appRequest(key, { grant_types: ['authorization_code'] }), /grant_types/);
      await refused({ ...appRequest(key), name: 'saml' }, /name: Only oidc_client/);
      await refused({ ...appRequest(key), label: '' }, /label: 1 to 100/);
      await refused(appRequest(key, { jwks: { keys: [{ ...key.jwk, d: 'secret' }] } }), /private members/);
      await refused(
        appRequest(key, { jwks: { keys: [{ ...weak.jwk, n: weak.jwk.n?.slice(0, 171) }] } }),
        /2048 to 8192 bits/,
      );
      await refused(appRequest(key, { jwks: { keys: [{ kty: 'oct', k: 'AA' }] } }), /private members/);
      await refused(appRequest(key, { jwks: { keys: [key.jwk, key.jwk] } }), /Another key has the kid/);
      await refused(appRequest(key, { jwks: undefined }), /jwks: Send the public keys/);
      await refused(appRequest(key, { jwks: undefined, jwks_uri: 'http://10.0.0.1/keys' }), /jwks_uri/);
      await refused({ ...appRequest(key), credentials: { oauthClient: { client_secret: 'x' } } }, /client_secret/);
    });

    test('an EC key without a curve, as Terraform sends it, gets that of its length', async () => {
      const curve = await keyPair('ES384', 'curve');
      const { crv: _, ...bare } = curve.jwk;
      const app = await made({ jwks: { keys: [bare] } });
      assert.equal(app.settings.oauthClient.jwks.keys[0].crv, 'P-384');
    });

    test('clients are the same apps in other words', async () => {
      const registered = await w.call('POST', '/oauth2/v1/clients', {
        client_name: 'Registered',
        application_type: 'service',
        grant_types: ['client_credentials'],
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [key.jwk] },
      });
      assert.equal(registered.status, 201, JSON.stringify(registered.body));
      const { client_id } = registered.body;
      assert.equal((await w.call('GET', `${APPS}/${client_id}`)).body.label, 'Registered');
      const one = `/oauth2/v1/clients/${client_id}`;
      const renamed = await w.call('PUT', one, { ...registered.body, client_name: 'Other' });
      assert.deepEqual([renamed.status, renamed.body.client_name], [200, 'Other'], JSON.stringify(renamed.body));
      assert.deepEqual((await w.call('GET', '/oauth2/v1/clients')).body, [renamed.body]);
      assert.equal((await w.call('DELETE', one)).status, 204);
      assert.equal((await w.call('GET', one)).status, 404);
    });

    test('apps are listed a page at a time, by the beginning of their label and by status', async () => {
      for (const label of ['Beta', 'alpha', 'Alphabet']) await w.call('POST', APPS, { ...appRequest(key), label });
      const labels = async (query: string) => {
        const { body } = await w.call('GET', `${APPS}${query}`);
        return body.map(({ label }: { label: string }) => label);
      };
      assert.deepEqual(await labels('?q=alpha'), ['alpha', 'Alphabet']);
      assert.deepEqual(await labels('?filter=status+eq+%22INACTIVE%22'), []);
      const page = await w.call('GET', `${APPS}?limit=2`);
      assert.equal(page.body.length, 2);
      assert.match(String(page.headers.link), /after=0oa\w+&limit=2>; rel="next"/);
      assert.deepEqual(await labels(`?limit=2&after=${page.body[1].id}`), ['Alphabet']);
      assert.equal((await w.call('GET', `${APPS}?after=none`)).status, 400);
    });
  });
}
