import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms, heard } from '../support/factors/factorCalls.ts';
import type { World } from '../support/world.ts';

const USERS = '/api/v1/users';
const FEDERATION = { type: 'FEDERATION', name: 'FEDERATION' };
const profile = { login: 'ada@example.com', email: 'ada@example.com' };

for (const engine of ENGINES) {
  describe(`users whose password is checked elsewhere: ${engine}`, () => {
    let w: World;
    eachWorld(engine, (fresh) => {
      w = fresh;
    });
    const create = (body: object = {}, query = '') =>
      w.call('POST', `${USERS}${query}`, { profile, credentials: { provider: FEDERATION }, ...body });
    const get = async (id: string) => (await w.call('GET', `${USERS}/${id}`)).body;

    test('one is ACTIVE at once, without a password and without names, and enrolls and verifies factors', async () => {
      const { status, body } = await create();
      assert.equal(status, 200);
      assert.deepEqual(
        [body.status, body.credentials, body.passwordChanged],
        ['ACTIVE', { provider: FEDERATION }, null],
      );
      assert.deepEqual([body.profile.firstName, body.profile.lastName], [null, null]);
      assert.equal(body.activated, body.created);
      await activeSms(w, body.id);
      assert.deepEqual((await get(body.id)).credentials, { provider: FEDERATION });
    });

    test('one created for later is STAGED, and activating it makes it ACTIVE without a link', async () => {
      const { id, status } = (await create({}, '?activate=false')).body;
      assert.equal(status, 'STAGED');
      const activated = await w.call('POST', `${USERS}/${id}/lifecycle/activate?sendEmail=false`);
      assert.deepEqual([activated.status, activated.body], [200, {}]);
      assert.equal((await get(id)).status, 'ACTIVE');
    });

    test('one that was suspended or deactivated comes back ACTIVE', async () => {
      const { id } = (await create()).body;
      const steps = [
        ['suspend', 'SUSPENDED'],
        ['unsuspend', 'ACTIVE'],
        ['deactivate', 'DEPROVISIONED'],
        ['activate', 'ACTIVE'],
      ] as const;
      for (const [step, after] of steps) {
        assert.equal((await w.call('POST', `${USERS}/${id}/lifecycle/${step}`)).status, 200);
        assert.equal((await get(id)).status, after);
      }
    });

    test('it has no links about passwords, and each of those calls says why not', async () => {
      const { id, _links } = (await create()).body;
      assert.deepEqual(Object.keys(_links).sort(), ['deactivate', 'schema', 'self', 'suspend', 'type']);
      const calls: readonly (readonly [path: string, body?: object])[] = [
        ['lifecycle/reset_password?sendEmail=false'],
        ['lifecycle/expire_password'],
        ['lifecycle/expire_password_with_temp_password'],
        ['credentials/change_password', { oldPassword: { value: 'a' }, newPassword: { value: 'b' } }],
      ];
      for (const [path, body] of calls) {
        const refused = heard(await w.call('POST', `${USERS}/${id}/${path}`, body));
        assert.equal(refused.status, 403, path);
        assert.match(refused.causes.join(), /of provider FEDERATION, so there is no password here/);
      }
      assert.equal((await get(id)).status, 'ACTIVE');
    });

    test('a password is refused, at creation and afterwards, and nobody changes the provider', async () => {
      const password = { value: 'Correct4Horses' };
      const created = heard(await create({ credentials: { provider: FEDERATION, password } }));
      assert.deepEqual([created.status, created.summary], [400, 'Api validation failed: provider']);
      const { id } = (await create()).body;
      assert.equal((await w.call('POST', `${USERS}/${id}`, { credentials: { password } })).status, 400);
      const moved = heard(await w.call('POST', `${USERS}/${id}`, { credentials: { provider: { type: 'OKTA' } } }));
      assert.match(moved.causes.join(), /It is FEDERATION and cannot be changed/);
    });

    test('a user that is read, changed and written back stays what it is', async () => {
      const { id } = (await create()).body;
      const user = await get(id);
      const put = await w.call('PUT', `${USERS}/${id}`, {
        ...user,
        profile: { ...user.profile, mobilePhone: '+18024482036' },
      });
      assert.deepEqual(
        [put.status, put.body.profile.mobilePhone, put.body.credentials],
        [200, '+18024482036', { provider: FEDERATION }],
      );
    });

    test('a user of OKTA still needs both names', async () => {
      const { status, summary } = heard(await w.call('POST', USERS, { profile }));
      assert.deepEqual([status, summary], [400, 'Api validation failed: firstName']);
    });
  });
}
