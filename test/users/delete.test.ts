import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeSms } from '../support/factors/factorCalls.ts';
import { activeUser, eventsOf, profile, refusal, USERS } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`delete a user: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('the first DELETE deactivates, the second removes, the third finds nobody', async () => {
      const user = await activeUser(w);
      await activeSms(w, user.id);
      const path = `${USERS}/${user.id}`;
      const first = await w.call('DELETE', path);
      assert.deepEqual([first.status, first.body], [204, undefined]);
      assert.equal((await w.call('GET', path)).body.status, 'DEPROVISIONED');
      assert.equal((await w.call('DELETE', path)).status, 204);
      for (const method of ['GET', 'DELETE']) {
        assert.deepEqual(refusal(await w.call(method, path)), [
          404,
          'E0000007',
          `Not found: Resource not found: ${user.id} (User)`,
          [],
        ]);
      }
      assert.deepEqual((await eventsOf(w, user.id)).slice(-2), [
        'user.lifecycle.deactivate',
        'user.lifecycle.delete.completed',
      ]);
    });

    test('the login of a removed user is free again, the id is not anybody else’s', async () => {
      const user = await activeUser(w);
      await w.call('DELETE', `${USERS}/${user.id}`);
      await w.call('DELETE', `${USERS}/${user.id}`);
      const next = await activeUser(w, { login: user.profile.login });
      assert.notEqual(next.id, user.id);
      const posing = await w.call('POST', USERS, { profile: profile({ login: user.id }) });
      assert.equal(posing.status, 400);
    });

    test('a DELETE that set out to deactivate does not remove who was deactivated meanwhile', async () => {
      const { id } = await activeUser(w);
      const store = w.store as { apply: World['store']['apply'] };
      const { apply } = store;
      store.apply = async (change) => {
        store.apply = apply;
        assert.equal((await w.call('POST', `${USERS}/${id}/lifecycle/deactivate`)).status, 200);
        return apply(change);
      };
      assert.equal((await w.call('DELETE', `${USERS}/${id}`)).status, 204);
      assert.equal((await w.call('GET', `${USERS}/${id}`)).body.status, 'DEPROVISIONED');
    });
  });

  describe(`reset the factors of a user: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const reset = (id: string, query = '') => w.call('POST', `${USERS}/${id}/lifecycle/reset_factors${query}`);
    const factors = (id: string) => w.call('GET', `${USERS}/${id}/factors`);

    test('all factors are gone, the status stays, and who still holds an id is told', async () => {
      const { id } = await activeUser(w);
      const factorId = await activeSms(w, id, '+18024482040');
      w.clock.advance({ seconds: 40 });
      const { status, body } = await reset(id);
      assert.deepEqual([status, body], [200, {}]);
      assert.deepEqual((await factors(id)).body, []);
      assert.equal((await w.call('GET', `${USERS}/${id}`)).body.status, 'ACTIVE');
      const gone = await w.call('GET', `${USERS}/${id}/factors/${factorId}`);
      assert.equal(gone.status, 404);
      assert.match(gone.body.errorCauses[0].errorSummary, /^The factor was /);
      assert.equal((await eventsOf(w, id)).at(-1), 'user.mfa.factor.reset_all');
    });

    test('a verified phone is remembered, unless removeRecoveryEnrollment=true', async () => {
      const enroll = (id: string, phoneNumber: string) =>
        w.call('POST', `${USERS}/${id}/factors`, { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } });
      const { id } = await activeUser(w);
      await activeSms(w, id, '+18024482041');
      await reset(id);
      assert.equal((await enroll(id, '+18024482041')).body.status, 'ACTIVE');
      await reset(id, '?removeRecoveryEnrollment=true');
      w.clock.advance({ seconds: 40 });
      assert.equal((await enroll(id, '+18024482041')).body.status, 'PENDING_ACTIVATION');
    });

    test('the factors of a deactivated user are out of reach', async () => {
      const { id } = await activeUser(w);
      await w.call('POST', `${USERS}/${id}/lifecycle/deactivate`);
      assert.deepEqual((await reset(id)).status, 404);
    });

    test('resets and a verification at once: no factor is left, nothing fails', async () => {
      const { id } = await activeUser(w);
      const factorId = await activeSms(w, id, '+18024482042');
      const answers = await Promise.all([
        ...Array.from({ length: 5 }, () => reset(id)),
        ...Array.from({ length: 5 }, () =>
          w.call('POST', `${USERS}/${id}/factors/${factorId}/verify`, { passCode: '000000' }),
        ),
      ]);
      assert.ok(answers.every(({ status }) => status < 500));
      assert.deepEqual((await factors(id)).body, []);
    });
  });
}
