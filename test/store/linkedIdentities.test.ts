import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import type { LinkedIdentity } from '../../src/domain/access/linkedIdentity.ts';
import { sessionWorks } from '../../src/domain/access/session.ts';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine } from '../../src/store/engine.ts';
import type { Store } from '../../src/store/store.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';
import { atOnce } from '../support/parallel.ts';

const t0 = Temporal.Instant.from('2026-01-01T00:00:00Z');
const issuer = 'https://id.example.com';

for (const name of ENGINES) {
  describe(`linked identities: ${name}`, () => {
    let engine: Engine;
    let store: Store;
    before(async () => {
      engine = await freshEngine(name);
      store = createStore(engine, createVault([new Uint8Array(32)]));
    });
    after(() => engine.close());

    const person = async (id: string) => {
      const login = `${id}@example.com`;
      const profile = { login, email: login, firstName: 'Ada', lastName: 'L', mobilePhone: null, secondEmail: null };
      const user = { id, status: 'ACTIVE', profile, created: t0, lastUpdated: t0, version: 0 } as const;
      await store.apply([{ do: 'insertUser', user }]);
      return user;
    };
    const identity = (userId: string, subject: string): LinkedIdentity => ({
      issuer,
      subject,
      userId,
      roles: ['USER_ADMIN', 'READ_ONLY_ADMIN'],
      created: t0,
    });
    const link = (userId: string, subject: string) =>
      store.apply([{ do: 'linkIdentity', identity: identity(userId, subject) }]);

    test('an identity is of one user, and a user has one at a provider, however many are linked at once', async () => {
      await person('u1');
      await person('u2');
      assert.deepEqual((await atOnce(2, (n) => link(n === 0 ? 'u1' : 'u2', 's1'))).toSorted(), ['done', 'taken']);
      const held = await store.identities.bySubject({ issuer, subject: 's1' });
      assert.ok(held);
      assert.deepEqual(held, identity(held.userId, 's1'));
      assert.equal(await link(held.userId, 's2'), 'taken');
      assert.deepEqual(await store.identities.ofUser(held.userId), [held]);
      assert.equal(await store.identities.bySubject({ issuer: `${issuer}/`, subject: 's1' }), undefined);
      assert.equal(await store.identities.bySubject({ issuer, subject: 'S1' }), undefined, 'letters count');
    });

    test('its roles are those of the last sign-in, and it goes when it is unlinked or its user is removed', async () => {
      const user = await person('u3');
      await link('u3', 's3');
      const { created: _, ...known } = identity('u3', 's3');
      assert.equal(
        await store.apply([{ do: 'saveIdentityRoles', identity: { ...known, roles: ['ORG_ADMIN'] } }]),
        'done',
      );
      assert.deepEqual((await store.identities.bySubject(known))?.roles, ['ORG_ADMIN']);
      assert.equal(await store.apply([{ do: 'saveIdentityRoles', identity: { ...known, userId: 'u1' } }]), 'stale');
      const given = { ...known, roles: ['SUPER_ADMIN', 'ORG_ADMIN'] } as const;
      const unless = (...was: LinkedIdentity['roles']) =>
        store.apply([{ do: 'saveIdentityRoles', identity: given, was }]);
      assert.deepEqual([await unless(), await unless('USER_ADMIN')], ['stale', 'stale']);
      assert.deepEqual((await store.identities.bySubject(known))?.roles, ['ORG_ADMIN']);
      assert.deepEqual(await atOnce(2, () => unless('ORG_ADMIN')).then((all) => all.toSorted()), ['done', 'stale']);
      assert.deepEqual((await store.identities.bySubject(known))?.roles, given.roles);
      assert.equal(await store.apply([{ do: 'unlinkIdentity', userId: 'u3', issuer }]), 'done');
      assert.equal(await store.apply([{ do: 'unlinkIdentity', userId: 'u3', issuer }]), 'stale');
      assert.equal(await link('u3', 's3'), 'done');
      await store.apply([{ do: 'removeUser', user }]);
      assert.equal(await store.identities.bySubject(known), undefined);
    });

    test('a session of a provider has the roles of its sign-in alone, and needs no factor of ours', async () => {
      const user = await person('u4');
      const assignment = { id: 'ra1', userId: 'u4', role: 'SUPER_ADMIN', created: t0 } as const;
      await store.apply([{ do: 'insertRole', assignment }]);
      const provider = { issuer, roles: ['HELP_DESK_ADMIN', 'READ_ONLY_ADMIN'] } as const;
      const last = { ...identity('u4', 's4'), roles: provider.roles };
      await store.apply([{ do: 'linkIdentity', identity: last }]);
      const times = { created: t0, used: t0, proven: t0 };
      const session = { id: '102a', userId: 'u4', provider, ...times };
      await store.apply([{ do: 'insertSession', session, secret: 'a'.repeat(43) }]);
      const held = await store.sessions.presented('a'.repeat(43));
      assert.ok(held);
      assert.deepEqual(held.session, session);
      assert.deepEqual([held.roles, held.hasFactor, sessionWorks(held, t0)], [provider.roles, true, true]);
      const lost = { ...session, id: '102b', factorId: 'ost1' };
      await store.apply([{ do: 'insertSession', session: lost, secret: 'b'.repeat(43) }]);
      const other = await store.sessions.presented('b'.repeat(43));
      assert.deepEqual([other?.session, other?.hasFactor], [lost, false], 'with a factor that is gone it is over');
      await store.apply([{ do: 'saveIdentityRoles', identity: { ...last, roles: ['READ_ONLY_ADMIN', 'ORG_ADMIN'] } }]);
      const less = await store.sessions.presented('a'.repeat(43));
      assert.deepEqual(
        less?.roles,
        ['READ_ONLY_ADMIN'],
        'what a later sign-in no longer gave is gone, what it gave is not added',
      );
      await store.apply([{ do: 'unlinkIdentity', userId: 'u4', issuer }]);
      assert.deepEqual((await store.sessions.presented('a'.repeat(43)))?.roles, []);
      await store.apply([{ do: 'removeUser', user }]);
    });
  });
}
