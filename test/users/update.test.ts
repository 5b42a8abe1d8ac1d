import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeUser, created200, eventsOf, PASSWORD, profile, refusal, USERS } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`update a user: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const path = ({ id }: { id: string }) => `${USERS}/${id}`;

    test('POST changes what is given; null clears; nothing else moves', async () => {
      const user = await activeUser(w, { nickName: 'Amazing', city: 'Arlington' });
      w.clock.advance({ seconds: 3 });
      const { status, body } = await w.call('POST', path(user), {
        profile: { lastName: 'Murray', nickName: null, mobilePhone: '+1-555-123-4567' },
      });
      assert.equal(status, 200);
      const { nickName: _, ...kept } = user.profile;
      assert.deepEqual(body, {
        ...user,
        lastUpdated: '2026-01-01T00:00:03.000Z',
        profile: { ...kept, lastName: 'Murray', mobilePhone: '+1-555-123-4567' },
      });
      assert.deepEqual((await w.call('GET', path(user))).body, body);
      const [, , entry] = await w.store.log.ofUser(user.id);
      assert.equal(entry?.event, 'user.account.update_profile');
      assert.deepEqual(entry?.detail?.changedAttributes?.split(',').toSorted(), [
        'lastName',
        'mobilePhone',
        'nickName',
      ]);
    });

    test('PUT replaces: what is left out is cleared, what must be there is asked for', async () => {
      const user = await activeUser(w, { nickName: 'Amazing', secondEmail: 'second@example.com' });
      const given = profile({ login: user.profile.login, email: user.profile.email, displayName: 'G. M.' });
      const { body } = await w.call('PUT', path(user), { profile: given });
      assert.deepEqual(body.profile, {
        firstName: 'Grace',
        lastName: 'Hopper',
        mobilePhone: null,
        displayName: 'G. M.',
        secondEmail: null,
        login: user.profile.login,
        email: user.profile.email,
      });
      assert.deepEqual(body.credentials, user.credentials);
      assert.deepEqual(refusal(await w.call('PUT', path(user), { profile: { login: 'other' } })), [
        400,
        'E0000001',
        'Api validation failed: firstName',
        ['firstName', 'lastName', 'email'].map((name) => `${name}: The field cannot be left blank`),
      ]);
    });

    test('a user sent back as it was shown is a valid update that changes nothing but lastUpdated', async () => {
      const user = created200(
        await w.call('POST', USERS, {
          profile: profile({ age: 5, tags: ['a'] }),
          credentials: { password: { value: PASSWORD }, recovery_question: { question: 'Ship?', answer: 'Mark I' } },
        }),
      );
      w.clock.advance({ seconds: 1 });
      for (const method of ['POST', 'PUT']) {
        const { body } = await w.call(method, path(user), user);
        assert.deepEqual({ ...body, lastUpdated: user.lastUpdated }, user);
      }
    });

    test('fields nobody knows are refused, at the top and among the credentials', async () => {
      const user = await activeUser(w);
      for (const body of [
        { nickname: 'x' },
        { credentials: { pin: 1 } },
        { credentials: { password: 'x' } },
        [],
        'nul',
      ]) {
        const { status, body: refused } = await w.call('POST', path(user), body);
        assert.deepEqual([status, refused.errorCode], [400, 'E0000003'], JSON.stringify(body));
      }
    });

    test('a login that another user has is refused, the user’s own in another case is not', async () => {
      const [user, other] = [await activeUser(w), await activeUser(w)];
      const taken = await w.call('POST', path(user), { profile: { login: other.profile.login.toUpperCase() } });
      assert.deepEqual([taken.status, taken.body.errorSummary], [400, 'Api validation failed: login']);
      const login = user.profile.login.toUpperCase();
      assert.equal((await w.call('POST', path(user), { profile: { login } })).body.profile.login, login);
    });

    test('many users who want one login at once: one gets it', async () => {
      const users = await Promise.all(Array.from({ length: 8 }, () => activeUser(w)));
      const answers = await Promise.all(
        users.map((user) => w.call('POST', path(user), { profile: { login: 'wanted' } })),
      );
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, ...Array(7).fill(400)]);
    });

    test('changes of different attributes at once are all kept', async () => {
      const user = await activeUser(w);
      const names = Array.from({ length: 10 }, (_, n) => `attribute${n}`);
      const answers = await Promise.all(names.map((name) => w.call('POST', path(user), { profile: { [name]: name } })));
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
      const { body } = await w.call('GET', path(user));
      for (const name of names) assert.equal(body.profile[name], name);
    });

    test('a password set by POST or PUT is the new one; a STAGED user stays STAGED', async () => {
      const user = await activeUser(w);
      w.clock.advance({ seconds: 2 });
      const credentials = { password: { value: 'Another4Horses' } };
      const { body } = await w.call('PUT', path(user), { credentials });
      assert.equal(body.passwordChanged, body.lastUpdated);
      assert.notEqual(body.passwordChanged, user.passwordChanged);
      assert.deepEqual(body.profile, user.profile, 'PUT without a profile leaves it alone');
      assert.deepEqual(await eventsOf(w, user.id), [
        ...['user.lifecycle.create', 'user.lifecycle.activate', 'user.account.update_password'],
      ]);
      const old = { oldPassword: { value: PASSWORD }, newPassword: { value: 'Third4Horses' } };
      assert.equal((await w.call('POST', `${path(user)}/credentials/change_password`, old)).status, 403);

      const staged = created200(await w.call('POST', `${USERS}?activate=false`, { profile: profile() }));
      assert.equal((await w.call('POST', path(staged), { credentials })).body.status, 'STAGED');
    });

    test('a password is judged against the login it will belong to', async () => {
      const user = await activeUser(w);
      const { status, body } = await w.call('POST', path(user), {
        profile: { login: 'horses@example.com' },
        credentials: { password: { value: 'Another4Horses' } },
      });
      assert.deepEqual([status, body.errorSummary], [400, 'Api validation failed: password']);
    });

    test('a deactivated user is not updated until it is activated again', async () => {
      const user = await activeUser(w);
      await w.call('POST', `${path(user)}/lifecycle/deactivate`);
      assert.deepEqual(refusal(await w.call('POST', path(user), { profile: { city: 'x' } })), [
        403,
        'E0000038',
        "This operation is not allowed in the user's current status.",
        [`The user is DEPROVISIONED: POST /api/v1/users/${user.id}/lifecycle/activate brings it back.`],
      ]);
    });
  });
}
