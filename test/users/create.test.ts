import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeUser, created200, eventsOf, PASSWORD, profile, refusal, USERS } from '../support/users/userCalls.ts';
import { BASE, type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`create a user: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('with a password the user is ACTIVE, and the reply is the whole of it', async () => {
      const given = profile();
      const { status, body } = await w.call('POST', USERS, {
        profile: given,
        credentials: {
          password: { value: PASSWORD },
          recovery_question: { question: 'Which ship?', answer: 'Hopper' },
        },
      });
      assert.equal(status, 200);
      const self = `${BASE}/api/v1/users/${body.id}`;
      const action = (path: string) => ({ href: `${self}${path}`, method: 'POST' });
      const at = '2026-01-01T00:00:00.000Z';
      const expected = {
        id: body.id,
        status: 'ACTIVE',
        created: at,
        activated: at,
        statusChanged: at,
        lastLogin: null,
        lastUpdated: at,
        passwordChanged: at,
        type: { id: 'otydefault0000000000' },
        profile: {
          firstName: 'Grace',
          lastName: 'Hopper',
          mobilePhone: null,
          secondEmail: null,
          login: given.login,
          email: given.email,
        },
        credentials: {
          password: {},
          recovery_question: { question: 'Which ship?' },
          provider: { type: 'OKTA', name: 'OKTA' },
        },
        _links: {
          suspend: action('/lifecycle/suspend'),
          schema: { href: `${BASE}/api/v1/meta/schemas/user/oscdefault0000000000` },
          resetPassword: action('/lifecycle/reset_password'),
          forgotPassword: action('/credentials/forgot_password'),
          expirePassword: action('/lifecycle/expire_password'),
          changeRecoveryQuestion: action('/credentials/change_recovery_question'),
          self: { href: self },
          type: { href: `${BASE}/api/v1/meta/types/user/otydefault0000000000` },
          changePassword: action('/credentials/change_password'),
          deactivate: action('/lifecycle/deactivate'),
        },
      };
      assert.equal(JSON.stringify(body), JSON.stringify(expected), 'key order included');
      assert.match(body.id, /^00u[0-9A-Za-z]{17}$/);
      assert.deepEqual(await eventsOf(w, body.id), ['user.lifecycle.create', 'user.lifecycle.activate']);
    });

    test('without a password the user is PROVISIONED, and a password makes it ACTIVE', async () => {
      const user = created200(await w.call('POST', USERS, { profile: profile({ login: 'jdoe' }) }));
      assert.equal(user.status, 'PROVISIONED');
      assert.equal(user.activated, null);
      assert.equal(user.passwordChanged, null);
      assert.deepEqual(user.credentials, { provider: { type: 'OKTA', name: 'OKTA' } });
      w.clock.advance({ seconds: 5 });
      const { body } = await w.call('POST', `${USERS}/${user.id}`, {
        credentials: { password: { value: 'SomePassword123' } },
      });
      assert.equal(body.status, 'ACTIVE');
      assert.deepEqual(body.credentials.password, {});
      assert.equal(body.activated, body.passwordChanged);
      assert.equal(body.statusChanged, body.lastUpdated);
    });

    test('activate=false leaves the user STAGED, with or without a password', async () => {
      const bare = created200(await w.call('POST', `${USERS}?activate=False`, { profile: profile() }));
      const staged = created200(
        await w.call('POST', `${USERS}/?activate=false`, {
          profile: profile(),
          credentials: { password: { value: PASSWORD } },
        }),
      );
      for (const user of [bare, staged]) {
        assert.equal(user.status, 'STAGED');
        assert.equal(user.activated, null);
        assert.deepEqual(Object.keys(user._links), ['schema', 'activate', 'self', 'type']);
      }
      assert.deepEqual(staged.credentials.password, {});
    });

    test('nextLogin=changePassword expires the password at once, and needs one and an activation', async () => {
      const credentials = { password: { value: PASSWORD } };
      const path = `${USERS}?nextLogin=changePassword`;
      const user = created200(await w.call('POST', path, { profile: profile(), credentials }));
      assert.equal(user.status, 'PASSWORD_EXPIRED');
      const bare = await w.call('POST', path, { profile: profile() });
      assert.deepEqual([bare.status, bare.body.errorCode], [400, 'E0000124']);
      const staged = await w.call('POST', `${path}&activate=false`, { profile: profile(), credentials });
      assert.deepEqual([staged.status, staged.body.errorCode], [400, 'E0000125']);
    });

    test('other attributes are kept as given, in Okta’s order', async () => {
      const others = { displayName: 'G. H.', nickName: 'Amazing', age: 85, retired: true, ships: ['a', 'b'] };
      const user = await activeUser(w, { ...others, city: null, mobilePhone: '+1-555-123-4567' });
      assert.deepEqual(Object.keys(user.profile), [
        ...['firstName', 'lastName', 'mobilePhone', 'displayName', 'nickName', 'age', 'retired', 'ships'],
        ...['secondEmail', 'login', 'email'],
      ]);
      assert.deepEqual({ ...user.profile, ...others }, user.profile);
    });

    test('a blank profile is refused with all that is blank, in order', async () => {
      const blank = ['login', 'firstName', 'lastName', 'email'].map(
        (name) => `${name}: The field cannot be left blank`,
      );
      assert.deepEqual(refusal(await w.call('POST', `${USERS}?activate=false`, { profile: { crap: 'bad' } })), [
        400,
        'E0000001',
        'Api validation failed: login',
        [...blank, 'login: Username must be in the form of an email address'],
      ]);
    });

    test('a login is taken whatever its case', async () => {
      const { profile: taken } = await activeUser(w);
      const again = await w.call('POST', USERS, { profile: profile({ login: String(taken.login).toUpperCase() }) });
      assert.deepEqual(refusal(again), [
        400,
        'E0000001',
        'Api validation failed: login',
        [
          'login: An object with this field already exists in the current organization',
          `GET /api/v1/users/${encodeURIComponent(String(taken.login).toUpperCase())} shows who has it.`,
        ],
      ]);
    });

    test('two creates with one login at once: one gets it', async () => {
      const given = { profile: profile() };
      const answers = await Promise.all(Array.from({ length: 10 }, () => w.call('POST', USERS, given)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array(9).fill(400)]);
    });

    test('a weak password is refused in the words of the policy', async () => {
      const requirements =
        'password: Password requirements were not met. Password requirements: at least 8 characters, ' +
        'a lowercase letter, an uppercase letter, a number, no parts of your username.';
      for (const value of ['Short1', 'alllower1', 'ALLUPPER1', 'NoNumbers', 'xGracehoppeR9']) {
        const answer = await w.call('POST', USERS, {
          profile: profile({ login: 'gracehopper@example.com' }),
          credentials: { password: { value } },
        });
        assert.deepEqual(refusal(answer), [400, 'E0000001', 'Api validation failed: password', [requirements]], value);
        assert.ok(!JSON.stringify(answer.body).includes(value), 'a refused password is not repeated');
      }
    });

    test('what is not supported is refused by name', async () => {
      const refused = async (rest: object) => {
        const { status, body } = await w.call('POST', USERS, { profile: profile(), ...rest });
        return [status, body.errorCode, body.errorCauses[0]?.errorSummary];
      };
      assert.deepEqual(await refused({ credentials: { password: { hash: { algorithm: 'BCRYPT' } } } }), [
        400,
        'E0000001',
        'password: Imported hashes and password hooks are not supported; send password.value.',
      ]);
      assert.deepEqual(await refused({ credentials: { provider: { type: 'SOCIAL', name: 'x' } } }), [
        400,
        'E0000001',
        'provider: Users of provider SOCIAL are not supported, only of OKTA and FEDERATION.',
      ]);
      assert.deepEqual(await refused({ groupIds: ['00g1'] }), [
        400,
        'E0000001',
        'groupIds: Groups are not kept here; leave them out.',
      ]);
      assert.deepEqual((await refused({ group_ids: null })).slice(0, 2), [400, 'E0000003']);
      assert.deepEqual((await refused({ profile: { ...profile(), login: 5 } })).slice(0, 2), [400, 'E0000003']);
      assert.deepEqual((await refused({ profile: { ...profile(), nested: {} } })).slice(0, 2), [400, 'E0000003']);
    });

    test('a login that reads as something else cannot stand for another user', async () => {
      const { id } = await activeUser(w);
      for (const login of ['me', id, ' padded', 'tab\u0007']) {
        const { status, body } = await w.call('POST', USERS, { profile: profile({ login }) });
        assert.deepEqual([status, body.errorSummary], [400, 'Api validation failed: login'], login);
      }
    });

    test('no profile is too large or strange to be refused properly', async () => {
      const attempts: Record<string, unknown>[] = [
        { firstName: 'x'.repeat(51) },
        { login: 'x'.repeat(101) },
        { email: 'no address' },
        { secondEmail: 'no address' },
        { note: 'x'.repeat(4097) },
        { note: 'a\u0000b' },
        { note: '\ud800' },
        { 'strange name': 'x' },
        { ['x'.repeat(101)]: 'x' },
        Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`a${n}`, 'x'])),
        Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`a${n}`, 'x'.repeat(4000)])),
      ];
      for (const over of attempts) {
        const { status, body } = await w.call('POST', USERS, { profile: profile(over) });
        assert.deepEqual([status, body.errorCode], [400, 'E0000001'], JSON.stringify(over).slice(0, 60));
      }
      const long = await activeUser(w, { note: '\u{1f600}'.repeat(2048) });
      assert.equal(long.profile.note.length, 4096);
    });
  });
}
