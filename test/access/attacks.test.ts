import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Role } from '../../src/contract/access/roles.ts';
import { administrator, apiToken } from '../support/access/administrators.ts';
import { ENGINES } from '../support/engines.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { consoleUser } from '../support/signin/signInCalls.ts';
import { person } from '../support/users/people.ts';
import { activeUser, USERS } from '../support/users/userCalls.ts';
import { type Answer, anotherProcess, type World, world } from '../support/world.ts';

const forbidden = ({ status, body }: Answer, why = '') =>
  assert.deepEqual([status, body?.errorCode], [403, 'E0000006'], why);

for (const engine of ENGINES) {
  describe(`ways up: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const give = (userId: string, type: Role, token: string) =>
      w.call('POST', `${USERS}/${userId}/roles`, { type }, { token });

    test('attack: the help desk resets a SUPER_ADMIN’s factors and gives itself a temporary code for them', async () => {
      const { user: chief } = await administrator(w, 'SUPER_ADMIN');
      const { secret: token } = await administrator(w, 'HELP_DESK_ADMIN');
      const code = { factorType: 'cofactor:temporary_code', provider: 'COFACTOR' };
      for (const ref of [chief.id, chief.profile.login, chief.profile.login.split('@')[0]]) {
        forbidden(await w.call('POST', `${USERS}/${ref}/factors`, code, { token }), ref);
        forbidden(await w.call('POST', `${USERS}/${ref}/lifecycle/reset_factors`, undefined, { token }), ref);
        forbidden(await w.call('DELETE', `${USERS}/${ref}/factors/any`, undefined, { token }), ref);
      }
      assert.deepEqual(await w.store.factors.list(chief.id), []);
    });

    test('attack: a USER_ADMIN sets the password, changes the phone, or invites a device of an ORG_ADMIN', async () => {
      const { user: boss } = await administrator(w, 'ORG_ADMIN');
      const { secret: token } = await administrator(w, 'USER_ADMIN');
      const user = `${USERS}/${boss.id}`;
      const stolen = { credentials: { password: { value: 'Attacker4Horses' } } };
      const phone = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+12025550199' } };
      const query = '?sendEmail=false';
      for (const [path, body] of [
        ['', stolen],
        ['/factors', phone],
        ['/factors/any/devices', {}],
        ['/factors/any/lifecycle/activate/sms', { profile: { phoneNumber: '+12025550199' } }],
        [`/lifecycle/reset_password${query}`, {}],
        ['/lifecycle/expire_password_with_temp_password', {}],
        ['/lifecycle/deactivate', {}],
        [`/credentials/forgot_password${query}`, {}],
      ] as const) {
        forbidden(await w.call('POST', user + path, body, { token }), path);
      }
      forbidden(await w.call('DELETE', user, undefined, { token }));
    });

    test('attack: a token with nothing but scopes acts on an administrator', async () => {
      const { user } = await administrator(w, 'READ_ONLY_ADMIN');
      const { secret: token } = await apiToken(w, { scopes: ['okta.users.read', 'okta.users.manage'] });
      forbidden(await w.call('POST', `${USERS}/${user.id}/lifecycle/reset_factors`, undefined, { token }));
      const verified = await w.call('POST', `${USERS}/${user.id}/factors/none/verify`, {}, { token });
      assert.equal(verified.status, 404, 'signing an administrator in is no act on them');
    });

    test('attack: an administrator gives themselves, or a friend, a role above their own', async () => {
      const friend = await person(w);
      for (const role of ['ORG_ADMIN', 'USER_ADMIN', 'HELP_DESK_ADMIN', 'READ_ONLY_ADMIN'] as const) {
        const { user, secret } = await administrator(w, role);
        for (const { id } of [user, friend]) {
          forbidden(await give(id, 'SUPER_ADMIN', secret), role);
          forbidden(await give(id, role, secret), `${role} gives nothing at all`);
        }
      }
      const { secret: scoped } = await apiToken(w, { scopes: ['okta.roles.manage', 'okta.users.manage'] });
      const { secret: limited } = await apiToken(w, { role: 'SUPER_ADMIN', scopes: ['okta.roles.manage'] });
      for (const token of [scoped, limited]) {
        for (const role of ['SUPER_ADMIN', 'READ_ONLY_ADMIN'] as const) forbidden(await give(friend.id, role, token));
      }
      assert.deepEqual(await w.store.roles.ofUser(friend.id), []);
    });

    test('attack: a token that may only revoke tokens revokes a SUPER_ADMIN’s', async () => {
      const chief = await apiToken(w, { role: 'SUPER_ADMIN' });
      const { secret: token } = await apiToken(w, { scopes: ['okta.apiTokens.manage'] });
      forbidden(await w.call('DELETE', `/api/v1/api-tokens/${chief.id}`, undefined, { token }));
      assert.equal((await w.store.tokens.byId(chief.id))?.token.revoked, undefined);
    });

    test('attack: a USER_ADMIN ends a SUPER_ADMIN’s API token by suspending, deactivating or deleting its owner', async () => {
      const ada = await person(w);
      const ci = await apiToken(w, { role: 'SUPER_ADMIN', ownerId: ada.id });
      const { secret: token } = await administrator(w, 'USER_ADMIN');
      const user = `${USERS}/${ada.id}`;
      for (const path of ['suspend', 'deactivate']) {
        const refused = await w.call('POST', `${user}/lifecycle/${path}`, undefined, { token });
        forbidden(refused, path);
        assert.match(refused.body.errorCauses[0].errorSummary, new RegExp(`API token ${ci.id} .*DELETE`));
      }
      forbidden(await w.call('DELETE', user, undefined, { token }));
      assert.equal((await w.call('GET', user, undefined, { token: ci.secret })).status, 200);
      // A SUPER_ADMIN has suspended her: nobody below brings the token back, or removes it for good.
      await w.call('POST', `${user}/lifecycle/suspend`);
      forbidden(await w.call('POST', `${user}/lifecycle/unsuspend`, undefined, { token }));
      await w.call('POST', `${user}/lifecycle/deactivate`);
      forbidden(await w.call('POST', `${user}/lifecycle/activate?sendEmail=false`, undefined, { token }));
      forbidden(await w.call('DELETE', user, undefined, { token }));
      // Other acts do not touch the token, and once it is revoked none is refused.
      assert.equal((await w.call('GET', user, undefined, { token })).status, 200);
      assert.equal((await w.call('DELETE', `/api/v1/api-tokens/${ci.id}`)).status, 204);
      assert.equal((await w.call('DELETE', user, undefined, { token })).status, 204);
    });

    test('attack: deleting a person makes their API tokens vanish from the log', async () => {
      const ada = await person(w);
      const live = await apiToken(w, { role: 'USER_ADMIN', ownerId: ada.id });
      const gone = await apiToken(w, { role: 'USER_ADMIN', ownerId: ada.id, revoked: w.clock.now() });
      const { secret: token } = await administrator(w, 'USER_ADMIN');
      for (let n = 0; n < 2; n++) await w.call('DELETE', `${USERS}/${ada.id}`, undefined, { token });
      const logged = (await w.store.log.recent('', 1_000)).filter(({ event }) => event === 'system.api_token.revoke');
      const ids = logged.map(({ detail }) => detail?.id);
      assert.deepEqual([ids.includes(live.id), ids.includes(gone.id)], [true, false]);
      assert.equal((await w.call('GET', '/api/v1/groups', undefined, { token: live.secret })).status, 401);
    });

    test('attack: a USER_ADMIN reads codes: through a template, a provider, a hook, or seeds of their own making', async () => {
      const { secret: token } = await administrator(w, 'USER_ADMIN');
      for (const path of [
        ...[
          'templates/sms',
          'templates/call',
          'templates/email',
          'message-providers',
          'telephony-providers',
          'inlineHooks',
        ],
        ...['message-providers/any/test', 'telephony-providers/any/test', 'inlineHooks/any/execute'],
        'org/factors/yubikey_token/tokens',
      ]) {
        forbidden(await w.call('POST', `/api/v1/${path}`, {}, { token }), path);
      }
    });
  });

  describe(`the last SUPER_ADMIN: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('attack: a stand-in who can never sign in is given the role, and then those who can are removed', async (t) => {
      const there = await world(engine);
      t.after(() => there.close());
      const { user: chief } = await administrator(there, 'SUPER_ADMIN');
      const only = await there.store.roles.ofUser(chief.id);
      const removed = async (path: string, method = 'POST') =>
        (await there.call(method, `${USERS}/${chief.id}${path}`)).status;
      const allRefused = async (why: string) => {
        const ways = [
          removed('/lifecycle/deactivate'),
          removed('/lifecycle/suspend'),
          removed('', 'DELETE'),
          removed(`/roles/${only[0]?.id}`, 'DELETE'),
        ];
        assert.deepEqual(await Promise.all(ways), [403, 403, 403, 403], why);
      };
      const holding = async (ghost: { readonly id: string }) => {
        const assignment = {
          id: there.services.newId('ra1'),
          userId: ghost.id,
          role: 'SUPER_ADMIN',
          created: there.clock.now(),
        } as const;
        await there.store.apply([{ do: 'insertRole', assignment }]);
        return ghost.id;
      };
      const ownerId = await holding(await person(there, { status: 'STAGED' }));
      await allRefused('staged');
      const past = there.clock.now().subtract({ hours: 1 });
      await apiToken(there, { ownerId, revoked: past });
      await apiToken(there, { ownerId, expires: past });
      await apiToken(there, { ownerId, role: 'USER_ADMIN' });
      await apiToken(there, { ownerId, scopes: ['okta.users.read'] });
      await allRefused('tokens that are over, or can do less');
      const other = await activeUser(there);
      await holding(other);
      await allRefused('a password without a factor');
      const calls = factorCalls(there, other.id);
      const { id } = (await calls.sms('+18024482036')).body;
      await calls.activate(id, there.lastCode());
      await allRefused('a factor that opens nothing');
      await consoleUser(there);
      assert.equal(await removed('/lifecycle/deactivate'), 200, 'somebody who can sign in');
    });

    test('stays, whichever way, and of two who are removed at once by two processes one stays', async () => {
      const other = await anotherProcess(w);
      try {
        const { user: first } = await administrator(w, 'SUPER_ADMIN');
        const only = await w.store.roles.ofUser(first.id);
        const ways = [
          ['DELETE', `${USERS}/${first.id}`],
          ['POST', `${USERS}/${first.id}/lifecycle/deactivate`],
          ['POST', `${USERS}/${first.id}/lifecycle/suspend`],
          ['DELETE', `${USERS}/${first.id}/roles/${only[0]?.id}`],
        ] as const;
        for (const [method, path] of ways) forbidden(await w.call(method, path), path);
        for (let round = 0; round < 8; round++) {
          const { user: second } = await administrator(w, 'SUPER_ADMIN');
          const held = await Promise.all([first, second].map(({ id }) => w.store.roles.ofUser(id)));
          const remove = (index: number, call: World['call'], id: string) =>
            round % 2 === 0
              ? call('POST', `${USERS}/${id}/lifecycle/deactivate`)
              : call('DELETE', `${USERS}/${id}/roles/${held[index]?.[0]?.id}`);
          const outcomes = await Promise.all([remove(0, w.call, first.id), remove(1, other.call, second.id)]);
          const stayed = outcomes.filter(({ body }) => body?.errorCode === 'E0000006');
          assert.equal(stayed.length, 1, JSON.stringify(outcomes.map(({ status }) => status)));
          // The first is put back for the next round, then the second goes.
          await w.call('POST', `${USERS}/${first.id}/lifecycle/activate`);
          await w.call('POST', `${USERS}/${first.id}/roles`, { type: 'SUPER_ADMIN' });
          await w.call('DELETE', `${USERS}/${second.id}`);
        }
      } finally {
        await other.close();
      }
    });
  });
}
