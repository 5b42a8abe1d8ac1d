import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { administrator, apiToken } from '../support/access/administrators.ts';
import { ENGINES } from '../support/engines.ts';
import { person } from '../support/users/people.ts';
import { eventsOf, USERS } from '../support/users/userCalls.ts';
import { anotherProcess, BASE, type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`administrators’ roles: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('a role is given, listed, read and taken back, in Okta’s words, and the log has both', async () => {
      const { id } = await person(w);
      const given = await w.call('POST', `${USERS}/${id}/roles`, { type: 'HELP_DESK_ADMIN' });
      assert.equal(given.status, 201);
      const { id: assignment, created, lastUpdated, ...rest } = given.body;
      assert.match(assignment, /^ra1\w{17}$/);
      assert.equal(created, lastUpdated);
      assert.deepEqual(rest, {
        label: 'Help Desk Administrator',
        type: 'HELP_DESK_ADMIN',
        status: 'ACTIVE',
        assignmentType: 'USER',
        _links: { assignee: { href: `${BASE}/api/v1/users/${id}` } },
      });
      assert.deepEqual((await w.call('GET', `${USERS}/${id}/roles`)).body, [given.body]);
      assert.deepEqual((await w.call('GET', `${USERS}/${id}/roles/${assignment}`)).body, given.body);
      assert.equal((await w.call('DELETE', `${USERS}/${id}/roles/${assignment}`)).status, 204);
      assert.deepEqual((await w.call('GET', `${USERS}/${id}/roles`)).body, []);
      assert.equal((await w.call('DELETE', `${USERS}/${id}/roles/${assignment}`)).status, 404);
      const events = (await eventsOf(w, id)).filter((event) => event.includes('privilege'));
      assert.deepEqual(events, ['user.account.privilege.grant', 'user.account.privilege.revoke']);
    });

    test('who holds a role is listed once however many they hold, page by page, until they hold none', async () => {
      const LIST = '/api/v1/iam/assignees/users';
      const all = async () => {
        const ids: string[] = [];
        for (let path = `${LIST}?limit=2`; ; ) {
          const { status, body } = await w.call('GET', path);
          assert.equal(status, 200);
          assert.ok(body.value.length <= 2);
          ids.push(...body.value.map(({ id }: { readonly id: string }) => id));
          if (!body._links.next) return ids;
          path = body._links.next.href.replace(BASE, '');
        }
      };
      const before = await all();
      const people = await Promise.all(Array.from({ length: 3 }, () => person(w)));
      for (const { id } of people) {
        for (const type of ['HELP_DESK_ADMIN', 'READ_ONLY_ADMIN'])
          await w.call('POST', `${USERS}/${id}/roles`, { type });
      }
      const ids = people.map(({ id }) => id);
      assert.deepEqual(await all(), [...before, ...ids].sort());
      const { body } = await w.call('GET', `${LIST}?limit=200`);
      assert.deepEqual(
        body.value.find(({ id }: { readonly id: string }) => id === ids[0]),
        {
          id: ids[0],
          _links: { self: { href: `${BASE}${USERS}/${ids[0]}` }, roles: { href: `${BASE}${USERS}/${ids[0]}/roles` } },
        },
      );
      for (const { id } of (await w.call('GET', `${USERS}/${ids[0]}/roles`)).body) {
        await w.call('DELETE', `${USERS}/${ids[0]}/roles/${id}`);
      }
      assert.deepEqual(await all(), [...before, ...ids.slice(1)].sort());
      for (const after of ['x', "00u' or 1=1", '']) {
        const wrong = await w.call('GET', `${LIST}?after=${encodeURIComponent(after)}`);
        assert.deepEqual([wrong.status, wrong.body.errorCode], [400, 'E0000029'], after);
      }
    });

    test('a role that is held is not given again, not even to one who asks five times at once; others are', async () => {
      const { id } = await person(w);
      const all = await Promise.all(
        Array.from({ length: 5 }, () => w.call('POST', `${USERS}/${id}/roles`, { type: 'USER_ADMIN' })),
      );
      assert.deepEqual(all.map(({ status }) => status).sort(), [201, 409, 409, 409, 409]);
      assert.equal(all.find(({ status }) => status === 409)?.body.errorCode, 'E0000090');
      assert.equal((await w.call('POST', `${USERS}/${id}/roles`, { type: 'READ_ONLY_ADMIN' })).status, 201);
      const unknown = await w.call('POST', `${USERS}/${id}/roles`, { type: 'CUSTOM' });
      assert.deepEqual([unknown.status, unknown.body.errorCode], [400, 'E0000003']);
    });

    test('an API token acts with the roles of its owner as they are now, in other processes within a second', async () => {
      const { user, secret } = await administrator(w, 'READ_ONLY_ADMIN');
      const other = await anotherProcess(w);
      const asked = async () => {
        const options = { token: secret };
        const body = { profile: { firstName: 'Grace' } };
        return Promise.all(
          [w, other].map(async ({ call }) => (await call('POST', `${USERS}/${user.id}`, body, options)).status),
        );
      };
      try {
        assert.deepEqual(await asked(), [403, 403]);
        await w.call('POST', `${USERS}/${user.id}/roles`, { type: 'USER_ADMIN' });
        await setTimeout(1_100);
        assert.deepEqual(await asked(), [200, 200]);
        const [, held] = (await w.call('GET', `${USERS}/${user.id}/roles`)).body;
        await w.call('DELETE', `${USERS}/${user.id}/roles/${held.id}`);
        await setTimeout(1_100);
        assert.deepEqual(await asked(), [403, 403]);
      } finally {
        await other.close();
      }
    });

    test('a token stops within a second, in every process, once its owner is deactivated or suspended', async () => {
      const other = await anotherProcess(w);
      try {
        for (const step of ['deactivate', 'suspend']) {
          const { user } = await administrator(w, 'USER_ADMIN');
          // One with a role of its own stops too.
          const { secret } = await apiToken(w, { ownerId: user.id, role: 'SUPER_ADMIN' });
          const asked = () =>
            Promise.all(
              [w, other].map(
                async ({ call }) => (await call('GET', `${USERS}/me`, undefined, { token: secret })).status,
              ),
            );
          assert.deepEqual(await asked(), [200, 200]);
          assert.equal((await w.call('POST', `${USERS}/${user.id}/lifecycle/${step}`)).status, 200);
          await setTimeout(1_100);
          assert.deepEqual(await asked(), [401, 401], step);
        }
      } finally {
        await other.close();
      }
    });

    test('the help desk looks, explains, unlocks, resets and removes factors, and gives temporary codes, nothing else', async () => {
      const { secret: token } = await administrator(w, 'HELP_DESK_ADMIN');
      const { id } = await person(w);
      const user = `${USERS}/${id}`;
      const ask = (method: string, path: string, body?: unknown) => w.call(method, path, body, { token });
      const code = { factorType: 'cofactor:temporary_code', provider: 'COFACTOR' };
      const given = await ask('POST', `${user}/factors`, code);
      assert.equal(given.status, 200);
      assert.ok(given.body._embedded.activation.passCode);
      for (const path of ['', '/factors', '/explain', '/messages', '/roles']) {
        assert.equal((await ask('GET', user + path)).status, 200, path);
      }
      assert.equal((await ask('DELETE', `${user}/factors/${given.body.id}`)).status, 204);
      assert.equal((await ask('POST', `${user}/lifecycle/reset_factors`)).status, 200);
      const locked = await ask('POST', `${user}/lifecycle/unlock`);
      assert.equal(locked.body.errorCode, 'E0000032', 'allowed, but the user is not locked out');
      const sms = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+12025550123' } };
      const refused = await ask('POST', `${user}/factors`, sms);
      assert.deepEqual([refused.status, refused.body.errorCode], [403, 'E0000006']);
      assert.match(refused.body.errorCauses[0].errorSummary, /temporary codes alone/);
    });
  });
}
