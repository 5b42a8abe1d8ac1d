import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { bearerToken, boundToken, type KeyPair, keyPair, newApp } from '../support/oauth/app.ts';
import { appRequest } from '../support/oauth/appRequest.ts';
import type { World } from '../support/world.ts';

const APPS = '/api/v1/apps';

for (const engine of ENGINES) {
  describe(`service apps that reach for more than they have on ${engine}`, () => {
    let w: World;
    let key: KeyPair;
    eachWorld(engine, async (next) => {
      w = next;
      key = await keyPair('RS256', 'one');
    });

    /** An app that may make apps, and has one scope besides. */
    const climber = async () => {
      const own = await keyPair('ES256');
      const all = [
        'okta.apps.manage',
        'okta.apps.read',
        'okta.appGrants.manage',
        'okta.roles.manage',
        'okta.users.read',
      ] as const;
      const app = await newApp(w, { keys: [own], scopes: all });
      const authorization = `Bearer ${await bearerToken(w, app, own, all.join(' '))}`;
      return (method: string, path: string, body?: object) =>
        w.call(method, path, body, { token: null, headers: { authorization } });
    };
    const forbidden = (reply: { status: number; body: { errorCode: string } }) =>
      assert.deepEqual([reply.status, reply.body.errorCode], [403, 'E0000006'], JSON.stringify(reply.body));

    test('attack: an app makes another one and gives it a scope, or a role, that it does not have', async () => {
      const call = await climber();
      const { id } = (await call('POST', APPS, appRequest(key))).body;
      assert.equal((await call('POST', `${APPS}/${id}/grants`, { scopeId: 'okta.users.read' })).status, 201);
      forbidden(await call('POST', `${APPS}/${id}/grants`, { scopeId: 'okta.users.manage' }));
      forbidden(await call('POST', `/oauth2/v1/clients/${id}/roles`, { type: 'SUPER_ADMIN' }));
    });

    test('attack: an app puts its key into one that can do more, or switches it on', async () => {
      const call = await climber();
      const strong = await newApp(w, { keys: [await keyPair()], scopes: ['okta.users.manage'] });
      const thief = await keyPair('RS256', 'thief');
      forbidden(await call('POST', `${APPS}/${strong.id}/credentials/jwks`, thief.jwk));
      forbidden(await call('PUT', `${APPS}/${strong.id}`, appRequest(thief)));
      forbidden(await call('POST', `${APPS}/${strong.id}/lifecycle/deactivate`));
      forbidden(await call('DELETE', `${APPS}/${strong.id}`));
    });

    test('attack: an app gives itself a scope, a role, or the key of somebody else', async () => {
      const manage = ['okta.apps.manage', 'okta.appGrants.manage', 'okta.roles.manage', 'okta.clients.manage'] as const;
      for (const roles of [['SUPER_ADMIN'], ['ORG_ADMIN', 'READ_ONLY_ADMIN']] as const) {
        const own = await keyPair('ES256');
        const app = await newApp(w, { keys: [own], scopes: manage, roles });
        const authorization = `Bearer ${await bearerToken(w, app, own, manage.join(' '))}`;
        const call = (method: string, path: string, body?: object) =>
          w.call(method, path, body, { token: null, headers: { authorization } });
        forbidden(await call('POST', `${APPS}/${app.id}/grants`, { scopeId: 'okta.users.manage' }));
        for (const type of ['SUPER_ADMIN', 'USER_ADMIN']) {
          forbidden(await call('POST', `/oauth2/v1/clients/${app.id}/roles`, { type }));
        }
        const stored = await w.store.serviceApps.byId(app.id);
        assert.deepEqual([stored?.grants, stored?.roles], [app.grants, app.roles]);
      }
    });

    test('attack: an app that is bound to keys takes the bond off itself, so that what was stolen opens something', async () => {
      const [own, proofKey] = [await keyPair('ES256'), await keyPair('ES256')];
      const app = await newApp(w, { keys: [own], scopes: ['okta.apps.manage'], dpopBound: true });
      const { token } = await boundToken(w, app, own, proofKey, 'okta.apps.manage');
      await w.store.apply([{ do: 'saveServiceApp', app: { ...app, dpopBound: false } }]);
      w.clock.advance({ seconds: 1 });
      const headers = { authorization: `Bearer ${token}` };
      const stolen = await w.call('GET', APPS, undefined, { token: null, headers });
      assert.equal(stolen.status, 400);
      assert.equal(stolen.body.error, 'invalid_request');
    });

    test('attack: an app without the role for it makes apps', async () => {
      const own = await keyPair('ES256');
      const app = await newApp(w, { keys: [own], scopes: ['okta.apps.manage'], roles: ['ORG_ADMIN'] });
      const authorization = `Bearer ${await bearerToken(w, app, own, 'okta.apps.manage')}`;
      forbidden(await w.call('POST', APPS, appRequest(key), { token: null, headers: { authorization } }));
    });
  });
}
