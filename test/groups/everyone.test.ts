import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { readOrganization } from '../../src/store/org/organization.ts';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { anotherProcess, BASE, type World } from '../support/world.ts';

const GROUPS = '/api/v1/groups';

for (const engine of ENGINES) {
  describe(`the group of everybody: ${engine}`, () => {
    let w: World;
    eachWorld(engine, (fresh) => {
      w = fresh;
    });

    test('is the one group, and looks as a built-in group of Okta’s', async () => {
      const { status, body } = await w.call('GET', `${GROUPS}?q=Everyone`);
      assert.equal(status, 200);
      const [{ id }] = body;
      assert.match(id, /^00g[0-9A-Za-z]{17}$/);
      assert.deepEqual(body, [
        {
          id,
          created: '2026-01-01T00:00:00.000Z',
          lastUpdated: '2026-01-01T00:00:00.000Z',
          lastMembershipUpdated: '2026-01-01T00:00:00.000Z',
          objectClass: ['okta:user_group'],
          type: 'BUILT_IN',
          profile: { name: 'Everyone', description: 'All users in your organization' },
          _links: { self: { href: `${BASE}${GROUPS}/${id}`, hints: { allow: ['GET'] } } },
        },
      ]);
      assert.deepEqual((await w.call('GET', `${GROUPS}/${id}`)).body, body[0]);
    });

    test('has one id for all processes, which stays', async () => {
      const other = await anotherProcess(w);
      const ask = async ({ call }: Pick<World, 'call'>) => (await call('GET', GROUPS)).body[0].id;
      const [first, second] = await Promise.all([ask(w), ask(other)]);
      assert.equal(first, second);
      await other.close();
      const third = await anotherProcess(w);
      assert.equal(await ask(third), first);
      await third.close();
    });

    test('is found by the beginning of its name, by q, search and filter', async () => {
      const [{ id }] = (await w.call('GET', GROUPS)).body;
      for (const query of [
        'q=every',
        'q=',
        'limit=1&q=EVERYONE',
        'search=profile.name eq "Everyone"',
        'search=type eq "BUILT_IN" and profile.name sw "e"',
        'filter=type eq "built_in" or type eq "OKTA_GROUP"',
        `filter=id eq "${id}"`,
        'search=not (type eq "APP_GROUP") and profile.description co "users"',
        'search=lastUpdated gt "2025-12-31T00:00:00.000Z"',
        'search=profile.description pr',
      ]) {
        const { status, body } = await w.call('GET', `${GROUPS}?${encodeURI(query)}`);
        assert.deepEqual([status, body.length], [200, 1], query);
      }
      for (const query of [
        'q=veryone',
        'q=Everyone2',
        'filter=type eq "OKTA_GROUP"',
        'search=profile.name ne "everyone"',
      ]) {
        assert.deepEqual((await w.call('GET', `${GROUPS}?${encodeURI(query)}`)).body, [], query);
      }
    });

    test('a list says where it is, and refuses what makes no sense', async () => {
      const { headers } = await w.call('GET', `${GROUPS}?q=Everyone`);
      assert.deepEqual(headers.link, [`<${BASE}${GROUPS}?limit=10000&q=Everyone>; rel="self"`]);
      const refused: readonly (readonly [query: string, code: string])[] = [
        ['after=abc', 'E0000029'],
        ['q=%00', 'E0000031'],
        ['search=profile.nothing%20eq%20%22x%22', 'E0000031'],
        ['q=a&filter=b', 'E0000033'],
        ['limit=0', 'E0000001'],
      ];
      for (const [query, code] of refused) {
        const { status, body } = await w.call('GET', `${GROUPS}?${query}`);
        assert.deepEqual([status, body.errorCode], [400, code], query);
      }
    });

    test('a group that there is not is 404 E0000007 (UserGroup)', async () => {
      const { status, summary } = heard(await w.call('GET', `${GROUPS}/00gnone`));
      assert.deepEqual([status, summary], [404, 'Not found: Resource not found: 00gnone (UserGroup)']);
    });

    test('everybody is in it', async () => {
      const user = await person(w);
      const all = (await w.call('GET', GROUPS)).body;
      assert.deepEqual((await w.call('GET', `/api/v1/users/${user.id}/groups`)).body, all);
    });
  });

  test(`twenty that ask at once for an organization that is not there yet get the same: ${engine}`, async (t) => {
    const database = await freshEngine(engine);
    t.after(() => database.close());
    const vault = createVault([new Uint8Array(32)]);
    const created = Temporal.Instant.from('2026-01-01T00:00:00.125Z');
    const ask = (n: number) =>
      readOrganization(database, vault, () => ({ id: `00o${n}`, everyoneId: `00g${n}`, created }));
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(n)));
    const kept = await ask(99);
    assert.equal(String(kept.created), String(created));
    const ids = new Set(all.map(({ id, everyoneId }) => `${id} ${everyoneId}`));
    assert.deepEqual([...ids], [`${kept.id} ${kept.everyoneId}`]);
  });
}
