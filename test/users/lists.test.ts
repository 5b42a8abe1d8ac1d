import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { person } from '../support/users/people.ts';
import { activeUser, refusal, USERS } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

const lists = ['roles', 'grants', 'clients', 'appLinks', 'idps'] as const;

for (const engine of ENGINES) {
  describe(`lists about a user that SDKs and Terraform ask for: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('are empty where there is nothing, by id, login and shortname', async () => {
      const { id } = await activeUser(w, { login: 'lists@example.com' });
      for (const list of lists) {
        for (const ref of [id, 'lists@example.com', 'lists']) {
          const { status, body } = await w.call('GET', `${USERS}/${ref}/${list}`);
          assert.deepEqual([status, body], [200, []], `${ref} ${list}`);
        }
      }
    });

    test('the sessions of a user are revoked with 204, and the user stays as it is', async () => {
      const { id } = await person(w);
      const before = (await w.call('GET', `${USERS}/${id}`)).body;
      const { status, body } = await w.call('DELETE', `${USERS}/${id}/sessions?oauthTokens=true`);
      assert.deepEqual([status, body], [204, undefined]);
      assert.deepEqual((await w.call('GET', `${USERS}/${id}`)).body, before);
    });

    test('nobody by that name is 404 (User)', async () => {
      const asked = [...lists, 'groups'].map((list) => ['GET', list] as const);
      for (const [method, list] of [...asked, ['DELETE', 'sessions'] as const]) {
        assert.deepEqual(
          refusal(await w.call(method, `${USERS}/nobody/${list}`)),
          [404, 'E0000007', 'Not found: Resource not found: nobody (User)', []],
          list,
        );
      }
    });
  });
}

test('an unknown user of a transaction is (User), whatever the transaction is called', async (t) => {
  const w = await world();
  t.after(() => w.close());
  for (const transaction of ['none', `v2mst.${'a'.repeat(22)}`]) {
    for (const method of ['GET', 'DELETE']) {
      const path = `${USERS}/nobody/factors/opf1/transactions/${transaction}`;
      const expected = [404, 'E0000007', 'Not found: Resource not found: nobody (User)', []];
      assert.deepEqual(refusal(await w.call(method, path)), expected);
    }
  }
});
