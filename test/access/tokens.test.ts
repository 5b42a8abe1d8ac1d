import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { administrator, apiToken } from '../support/access/administrators.ts';
import { ENGINES } from '../support/engines.ts';
import { person } from '../support/users/people.ts';
import { USERS } from '../support/users/userCalls.ts';
import { BASE, type World, world } from '../support/world.ts';

const TOKENS = '/api/v1/api-tokens';

for (const engine of ENGINES) {
  describe(`API tokens: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine, {
        proxies: { hops: 1, proxies: [], endUserHeader: 'x-forwarded-for', privateEndUsers: false },
      });
    });
    after(() => w.close());
    const seen = async (token: string, path = USERS, headers = {}) =>
      (await w.call('GET', path, undefined, { token, headers })).status;

    test('one with scopes may do what they say; what is lacking is named', async () => {
      const { secret: token } = await apiToken(w, { scopes: ['okta.users.read'] });
      assert.equal(await seen(token), 200);
      const { status, body } = await w.call('POST', USERS, {}, { token });
      assert.deepEqual([status, body.errorCode], [403, 'E0000006']);
      assert.deepEqual(body.errorCauses, [{ errorSummary: 'It needs the scope okta.users.manage.' }]);
      const both = await apiToken(w, { role: 'HELP_DESK_ADMIN', scopes: ['okta.users.read', 'okta.users.manage'] });
      const limited = await w.call('POST', USERS, {}, { token: both.secret });
      assert.match(
        limited.body.errorCauses[0].errorSummary,
        /It needs the role SUPER_ADMIN or ORG_ADMIN or USER_ADMIN/,
      );
    });

    test('one that is told twice at once to revoke itself does not fail on the second', async () => {
      const { secret: token } = await apiToken(w, { role: 'READ_ONLY_ADMIN' });
      const twice = await Promise.all([1, 2].map(() => w.call('DELETE', `${TOKENS}/current`, undefined, { token })));
      assert.deepEqual(twice.map(({ status }) => status).toSorted(), [204, 401]);
    });

    test('one of an owner without a role may do nothing', async () => {
      const { secret } = await administrator(w);
      assert.equal(await seen(secret), 403);
    });

    test('an expired one is refused, at its very second', async () => {
      const { secret } = await apiToken(w, { role: 'SUPER_ADMIN', expires: w.clock.now().add({ seconds: 10 }) });
      assert.equal(await seen(secret), 200);
      w.clock.advance({ seconds: 10 });
      await setTimeout(1_100);
      assert.equal(await seen(secret), 401);
    });

    test('networks are judged by the connection past trusted proxies, not by the end user a caller names', async () => {
      const { secret } = await apiToken(w, { role: 'SUPER_ADMIN', networks: ['203.0.113.0/24', '2001:db8::/32'] });
      const from = (header: string) => seen(secret, USERS, { 'x-forwarded-for': header });
      assert.equal(await from('203.0.113.7'), 200);
      assert.equal(await from('198.51.100.1, 203.0.113.7'), 200);
      assert.equal(await from('2001:db8::7'), 200);
      assert.equal(await from('203.0.113.7, 198.51.100.1'), 403, 'the header that an attacker sends');
      assert.equal(await from('198.51.100.1'), 403);
    });

    test('the last use is noted once a minute, not with each request', async () => {
      const { secret, id } = await apiToken(w, { role: 'SUPER_ADMIN' });
      const lastUse = async () => (await w.store.tokens.byId(id))?.token.lastUsed;
      assert.equal(await lastUse(), undefined);
      const first = w.clock.now();
      await seen(secret);
      while (!(await lastUse())) await setTimeout(5);
      w.clock.advance({ seconds: 59 });
      await setTimeout(1_100);
      await seen(secret);
      await setTimeout(50);
      assert.equal((await lastUse())?.epochMilliseconds, first.epochMilliseconds);
      w.clock.advance({ seconds: 1 });
      await setTimeout(1_100);
      await seen(secret);
      while ((await lastUse())?.epochMilliseconds === first.epochMilliseconds) await setTimeout(5);
      assert.equal((await lastUse())?.epochMilliseconds, first.epochMilliseconds + 60_000);
    });

    test('they are listed and read without their secret, and revoked; one revokes itself whatever it may do', async () => {
      const owner = await person(w);
      const expires = w.clock.now().add({ hours: 1 });
      const { id, secret } = await apiToken(w, { name: 'Listed', ownerId: owner.id, role: 'READ_ONLY_ADMIN', expires });
      const { status, body } = await w.call('GET', `${TOKENS}/${id}`);
      assert.equal(status, 200);
      const { created, lastUpdated, expiresAt, ...rest } = body;
      assert.equal(Date.parse(expiresAt), Math.floor(expires.epochMilliseconds / 1000) * 1000);
      assert.equal(created, lastUpdated);
      assert.deepEqual(rest, {
        id,
        name: 'Listed',
        userId: owner.id,
        clientName: 'Okta API',
        network: { connection: 'ANYWHERE' },
        role: 'READ_ONLY_ADMIN',
        _links: {
          self: { href: `${BASE}${TOKENS}/${id}`, hints: { allow: ['GET', 'DELETE'] } },
          user: { href: `${BASE}${USERS}/${owner.id}`, hints: { allow: ['GET'] } },
        },
      });
      assert.deepEqual((await w.call('GET', `${TOKENS}?q=list`)).body, [body]);
      assert.equal((await w.call('DELETE', `${TOKENS}/current`, undefined, { token: secret })).status, 204);
      assert.deepEqual((await w.call('GET', `${TOKENS}?q=list`)).body, []);
      assert.equal(
        (await w.call('GET', `${TOKENS}/${id}`)).body.errorSummary,
        `Not found: Resource not found: ${id} (Token)`,
      );
      assert.equal((await w.call('DELETE', `${TOKENS}/${id}`)).status, 404);
      const another = await apiToken(w, { role: 'USER_ADMIN' });
      assert.equal((await w.call('DELETE', `${TOKENS}/${another.id}`)).status, 204);
      await setTimeout(1_100);
      for (const token of [secret, another.secret]) assert.equal(await seen(token), 401);
    });
  });
}
