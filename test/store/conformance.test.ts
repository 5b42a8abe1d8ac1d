import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import type { Factor } from '../../src/domain/factors/factor.ts';
import type { LogEntry } from '../../src/domain/log/logEntry.ts';
import type { User } from '../../src/domain/users/user.ts';
import type { Write } from '../../src/store/change.ts';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine } from '../../src/store/engine.ts';
import type { Store } from '../../src/store/store.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';

const t0 = Temporal.Instant.from('2026-01-01T00:00:00Z');

const user = (id: string, login = `${id}@example.com`): User => ({
  id,
  status: 'ACTIVE',
  profile: { login, email: login, firstName: 'Ada', lastName: 'L', mobilePhone: null, secondEmail: null },
  created: t0,
  lastUpdated: t0,
  version: 0,
});

const factor = (id: string, userId = 'u1'): Factor => ({
  id,
  userId,
  factorType: 'sms',
  provider: 'OKTA',
  status: 'ACTIVE',
  state: { n: 0 },
  version: 0,
  created: t0,
  lastUpdated: t0,
});

const insert = (id: string, claims: readonly string[] = [], userId = 'u1'): Write => ({
  do: 'insertFactor',
  factor: factor(id, userId),
  claims,
});
const save = (id: string, state: unknown, version = 0): Write => ({
  do: 'saveFactor',
  before: { ...factor(id), version },
  factor: { ...factor(id), state, version },
});
const remove = (id: string, version = 0): Write => ({
  do: 'removeFactor',
  factor: { ...factor(id), version },
  former: { id, userId: 'u1', fate: 'unenrolled', at: t0 },
});
const entry = (reason: string, userId = 'u1'): LogEntry => ({
  at: t0,
  event: 'user.mfa.factor.update',
  outcome: 'SUCCESS',
  reason,
  userId,
});
const log = (reason: string): Write => ({ do: 'log', entry: entry(reason) });

for (const name of ENGINES) {
  describe(`store conformance: ${name}`, () => {
    let engine: Engine;
    let store: Store;
    before(async () => {
      engine = await freshEngine(name);
      store = createStore(engine, createVault([new Uint8Array(32)]));
      assert.equal(
        await store.apply([
          { do: 'insertUser', user: user('u1') },
          { do: 'insertUser', user: user('u2') },
        ]),
        'done',
      );
    });
    after(() => store.close());

    const reasons = async (userId = 'u1') => (await store.log.ofUser(userId)).map(({ reason }) => reason);
    const find = async (factorId: string, userId = 'u1') => (await store.factors.find({ userId, factorId }))?.factor;

    test('a factor comes back as it was written, its state sealed in the table', async () => {
      assert.equal(await store.apply([insert('a'), log('inserted a')]), 'done');
      assert.deepEqual(await find('a'), factor('a'));
      const [row] = await engine.read({ text: 'select state from factor_states where factor_id = $1', values: ['a'] });
      assert.doesNotMatch(String(row?.state), /"n"/);
    });

    test('a sealed state moved to another row cannot be opened', async () => {
      await store.apply([insert('moved')]);
      await engine.write(function* () {
        const [row] = yield { text: "select state from factor_states where factor_id = 'a'", values: [] };
        yield { text: "update factor_states set state = $1 where factor_id = 'moved'", values: [row?.state as string] };
      });
      await assert.rejects(find('moved'));
      await engine.write(function* () {
        yield { text: "delete from factors where id = 'moved'", values: [] };
      });
    });

    test('a factor is invisible to another user', async () => {
      assert.equal(await find('a', 'u2'), undefined);
      assert.equal((await store.factors.find({ userId: 'u2', factorId: 'a' }))?.user.id, 'u2');
      assert.equal(await store.factors.find({ userId: 'u3', factorId: 'a' }), undefined);
    });

    test('a claim is held once, and the refused change leaves nothing behind', async () => {
      assert.equal(await store.apply([insert('b', ['u1:sms'])]), 'done');
      assert.equal(await store.apply([log('refused c'), insert('c', ['x', 'u1:sms'])]), 'taken');
      assert.equal(await find('c'), undefined);
      assert.ok(!(await reasons()).includes('refused c'));
      assert.equal(await store.apply([insert('c2', ['x'])]), 'done');
    });

    test('removing a factor frees its claims and leaves a note of what became of it', async () => {
      assert.equal(await store.apply([remove('b'), insert('d', ['u1:sms'])]), 'done');
      const former = await store.factors.former({ userId: 'u1', factorId: 'b' });
      assert.deepEqual(former, { id: 'b', userId: 'u1', fate: 'unenrolled', at: t0 });
    });

    test('a stale save changes nothing, and neither does what stands beside it', async () => {
      assert.equal(await store.apply([save('a', { n: 1 })]), 'done');
      assert.equal(await store.apply([log('stale'), save('a', { n: 2 }, 0)]), 'stale');
      assert.equal(await store.apply([remove('a', 0)]), 'stale');
      assert.deepEqual((await find('a'))?.state, { n: 1 });
      assert.ok(!(await reasons()).includes('stale'));
    });

    test('of many writers that read the same version, one wins', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.apply([save('a', { n }, 1), log(`writer ${n}`)])),
      );
      assert.equal(answers.filter((applied) => applied === 'done').length, 1);
      assert.equal(answers.filter((applied) => applied === 'stale').length, 19);
      const winner = answers.indexOf('done');
      assert.deepEqual((await find('a'))?.state, { n: winner });
      assert.deepEqual(
        (await reasons()).filter((reason) => reason?.startsWith('writer')),
        [`writer ${winner}`],
      );
    });

    test('of many writers for one claim, one wins', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.apply([insert(`claim${n}`, ['only one'])])),
      );
      assert.equal(answers.filter((applied) => applied === 'done').length, 1);
      assert.equal(answers.filter((applied) => applied === 'taken').length, 19);
    });

    test('writers of different factors do not disturb each other', async () => {
      const ids = Array.from({ length: 40 }, (_, n) => `free${n}`);
      await Promise.all(ids.map((id) => store.apply([insert(id)])));
      const answers = await Promise.all(
        ids.flatMap((id) => [store.apply([save(id, { id })]), store.apply([log(`free ${id}`)])]),
      );
      assert.deepEqual([...new Set(answers)], ['done']);
      for (const id of ids) assert.deepEqual((await find(id))?.state, { id });
      assert.equal((await reasons()).filter((reason) => reason?.startsWith('free ')).length, 40);
    });

    test('a change that fails does not spoil the others of its moment', async () => {
      const broken: Write = { ...insert('broken'), factor: { ...factor('broken'), id: 'd' } } as Write;
      const answers = await Promise.allSettled([
        store.apply([log('before the failure')]),
        store.apply([log('the failure'), broken]),
        store.apply([log('after the failure')]),
      ]);
      assert.deepEqual(
        answers.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      );
      const seen = await reasons();
      assert.ok(
        seen.includes('before the failure') && seen.includes('after the failure') && !seen.includes('the failure'),
      );
    });

    test('a login is taken without regard to case, also by an update', async () => {
      assert.equal(await store.apply([{ do: 'insertUser', user: user('u4', 'U1@Example.com') }]), 'taken');
      assert.equal(await store.apply([{ do: 'saveUser', user: user('u2', 'U1@EXAMPLE.COM') }]), 'taken');
      assert.equal((await store.users.byLogin('U2@example.com'))?.id, 'u2');
    });

    test('a factor of a user who is removed meanwhile is stale, and the user takes everything along', async () => {
      await store.apply([{ do: 'insertUser', user: user('gone') }, insert('g', ['gone:sms'], 'gone')]);
      assert.equal(await store.apply([{ do: 'removeUser', user: user('gone') }]), 'done');
      assert.equal(await store.apply([insert('late', [], 'gone')]), 'stale');
      assert.equal(await find('g', 'gone'), undefined);
      assert.equal(await store.apply([insert('heir', ['gone:sms'])]), 'done');
    });

    test('a phone keeps its id while it is the same number', async () => {
      const phone = {
        id: 'mbl1',
        userId: 'u1',
        channel: 'sms',
        number: '+1 802',
        e164: '+1802',
        verified: false,
      } as const;
      await store.apply([{ do: 'savePhone', phone }]);
      await store.apply([{ do: 'savePhone', phone: { ...phone, id: 'mbl2', number: '+1802', verified: true } }]);
      assert.deepEqual(await store.factors.phones('u1'), [{ ...phone, number: '+1802', verified: true }]);
      await store.apply([{ do: 'savePhone', phone: { ...phone, id: 'mbl3', e164: '+1803' } }]);
      assert.equal((await store.factors.phones('u1'))[0]?.id, 'mbl3');
    });
  });
}
