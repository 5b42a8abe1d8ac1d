import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { administrator, apiToken } from '../support/access/administrators.ts';
import { ENGINES } from '../support/engines.ts';
import { consoleUser } from '../support/signin/signInCalls.ts';
import { person } from '../support/users/people.ts';
import { USERS } from '../support/users/userCalls.ts';
import { BASE, type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`who did it: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const last = async (userId: string) => (await w.store.log.recent(userId, 1))[0];

    test('each entry has the token, the person behind it, and the roles and scopes it had at the time', async () => {
      const { id } = await person(w);
      const { user: admin, secret } = await administrator(w, 'USER_ADMIN', 'READ_ONLY_ADMIN');
      await w.call('POST', `${USERS}/${id}/lifecycle/suspend`, undefined, { token: secret });
      const entry = await last(id);
      const [token] = (await w.store.tokens.list()).filter(({ ownerId }) => ownerId === admin.id);
      assert.equal(entry?.actor, token?.id);
      assert.deepEqual(entry?.principal, {
        kind: 'apiToken',
        roles: ['USER_ADMIN', 'READ_ONLY_ADMIN'],
        userId: admin.id,
      });
      const scoped = await apiToken(w, { scopes: ['okta.users.manage'] });
      await w.call('POST', `${USERS}/${id}/lifecycle/unsuspend`, undefined, { token: scoped.secret });
      const next = await last(id);
      assert.deepEqual(
        [next?.actor, next?.principal],
        [scoped.id, { kind: 'apiToken', scopes: ['okta.users.manage'] }],
      );
    });

    test('an entry of what was done in a browser has the session, its person and their roles', async () => {
      const { id } = await person(w);
      const ada = await consoleUser(w, ['USER_ADMIN']);
      const headers = { cookie: await ada.signIn(), origin: BASE };
      const path = `${USERS}/${id}/lifecycle/suspend`;
      assert.equal((await w.call('POST', path, undefined, { token: null, headers })).status, 200);
      const [session] = (await w.call('GET', `${USERS}/${ada.id}/sessions`)).body;
      const entry = await last(id);
      assert.equal(entry?.actor, session.id);
      const { kind, sessionId, userId, roles } = entry?.principal ?? {};
      assert.deepEqual([kind, sessionId, userId, roles], ['session', session.id, ada.id, ['USER_ADMIN']]);
    });

    test('a role that is taken later does not change what the log says of before', async () => {
      const { id } = await person(w);
      const { user: admin, secret } = await administrator(w, 'USER_ADMIN');
      await w.call('POST', `${USERS}/${id}/lifecycle/suspend`, undefined, { token: secret });
      const [held] = await w.store.roles.ofUser(admin.id);
      await w.call('DELETE', `${USERS}/${admin.id}/roles/${held?.id}`);
      assert.deepEqual((await last(id))?.principal?.roles, ['USER_ADMIN']);
    });
  });
}
