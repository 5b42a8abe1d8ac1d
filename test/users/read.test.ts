import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newTokenSecret, tokenDigest } from '../../src/crypto/tokens.ts';
import { ENGINES } from '../support/engines.ts';
import { activeUser, refusal, USERS } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`retrieve a user: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('by id, by login whatever its case, and after trailing and doubled slashes', async () => {
      const user = await activeUser(w, { login: 'John.Doe-Get@example.com' });
      for (const path of [user.id, 'John.Doe-Get@example.com', 'JOHN.doe-get%40EXAMPLE.com', `/${user.id}/`]) {
        const { status, body } = await w.call('GET', `${USERS}/${path}`);
        assert.equal(status, 200, path);
        assert.deepEqual(body, user);
      }
    });

    test('me is the owner of the token', async () => {
      const user = await activeUser(w);
      const token = newTokenSecret();
      const created = w.clock.now();
      const id = w.services.newId('00T');
      await w.store.apply([
        {
          do: 'insertToken',
          token: { id, name: 'own', digest: tokenDigest(token), ownerId: user.id, created, role: 'SUPER_ADMIN' },
        },
      ]);
      assert.deepEqual((await w.call('GET', `${USERS}/me`, undefined, { token })).body, user);
      assert.deepEqual((await w.call('GET', `${USERS}/me`)).status, 404, 'a token without an owner');
    });

    test('by its shortname, what stands before the @ of its login, on the paths that Okta says it of', async () => {
      const user = await activeUser(w, { login: 'Rep-Short@example.com' });
      const { id } = user;
      for (const ref of ['Rep-Short', 'rep-short', 'REP-SHORT']) {
        assert.deepEqual((await w.call('GET', `${USERS}/${ref}`)).body, user, ref);
      }
      const changed = await w.call('POST', `${USERS}/rep-short`, { profile: { nickName: 'Rep' } });
      assert.equal(changed.body.profile.nickName, 'Rep');
      assert.equal((await w.call('POST', `${USERS}/rep-short/lifecycle/suspend`)).status, 200);
      assert.equal((await w.call('GET', `${USERS}/${id}`)).body.status, 'SUSPENDED');
    });

    test('not by the beginning of a shortname, nor by more than it', async () => {
      await activeUser(w, { login: 'whole@example.com' });
      for (const ref of ['who', 'whol', 'whole@', 'whole@example', 'wholer', 'whole%25', 'w_ole']) {
        assert.equal((await w.call('GET', `${USERS}/${ref}`)).status, 404, ref);
      }
    });

    test('attack: a shortname that somebody else registers too leads to nobody, and never to factors', async () => {
      await activeUser(w, { login: 'twin@example.com' });
      assert.equal((await w.call('GET', `${USERS}/twin`)).status, 200);
      assert.equal((await w.call('GET', `${USERS}/twin/factors`)).status, 404);
      await activeUser(w, { login: 'twin@example.org' });
      assert.deepEqual(refusal(await w.call('GET', `${USERS}/twin`)), [
        404,
        'E0000007',
        'Not found: Resource not found: twin (User)',
        ['Several logins begin like that; send one of them, or an id.'],
      ]);
      assert.equal((await w.call('DELETE', `${USERS}/twin`)).status, 404);
    });

    test('a login that is the shortname of another is found as what it is', async () => {
      await activeUser(w, { login: 'plain@example.com' });
      const plain = await activeUser(w, { login: 'plain' });
      assert.equal((await w.call('GET', `${USERS}/plain`)).body.id, plain.id);
    });

    test('nobody by that name is 404, whatever the form of the name', async () => {
      for (const ref of ['00uNobodyNobodyNobod', 'nobody@example.com', '%F0%9F%98%80', '..%2F..', "'%20or%201=1--"]) {
        assert.deepEqual(refusal(await w.call('GET', `${USERS}/${ref}`)), [
          404,
          'E0000007',
          `Not found: Resource not found: ${decodeURIComponent(ref)} (User)`,
          [],
        ]);
      }
    });

    test('a NUL in the address is a path that does not exist, not a failure of the database', async () => {
      for (const path of [`${USERS}/a%00b`, `${USERS}/a/factors/b%00`]) {
        const { status, body } = await w.call('GET', path);
        assert.deepEqual([status, body.errorCode], [404, 'E0000008'], path);
      }
    });

    test('a NUL in a query is a search that makes no sense, and not an unknown path', async () => {
      for (const query of ['q=a%00b', 'search=profile.login%20eq%20%22a%00b%22', 'filter=status%20eq%20%22%00%22']) {
        const { status, body } = await w.call('GET', `${USERS}?${query}`);
        assert.deepEqual([status, body.errorCode], [400, 'E0000031'], query);
      }
    });

    test('resetFactors is among the links once there is a factor', async () => {
      const user = await activeUser(w);
      assert.ok(!('resetFactors' in user._links));
      const factor = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482077' } };
      assert.equal((await w.call('POST', `${USERS}/${user.id}/factors`, factor)).status, 200);
      const { body } = await w.call('GET', `${USERS}/${user.id}`);
      assert.deepEqual(Object.keys(body._links), [
        ...['suspend', 'schema', 'resetPassword', 'expirePassword', 'changeRecoveryQuestion', 'self'],
        ...['resetFactors', 'type', 'changePassword', 'deactivate'],
      ]);
    });
  });
}
