import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import type { Factor } from '../../src/domain/factors/factor.ts';
import type { Write } from '../../src/store/change.ts';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine, Row, Statement } from '../../src/store/engine.ts';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Store } from '../../src/store/store.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { factor, ids, log, message, now, save, sent, user, verified, window } from '../support/store/batchFixtures.ts';

const to = '+18024482036';

describe('what travels together on PostgreSQL', { skip: !ENGINES.includes('postgres') }, () => {
  /** Three processes on one database. */
  let engines: readonly Engine[];
  let stores: readonly Store[];
  let store: Store;
  const statements: Statement[] = [];
  before(async () => {
    const url = await freshPostgresUrl();
    engines = Array.from({ length: 3 }, () => openPostgres(url, () => {}));
    await migrate(engines[0]?.kysely as never);
    stores = engines.map((engine) => createStore(counted(engine), createVault([new Uint8Array(32)])));
    store = stores[0] as Store;
    const inserts = ids.map((id): Write => ({ do: 'insertFactor', factor: factor(id), claims: [] }));
    assert.equal(await store.apply([{ do: 'insertUser', user }, ...inserts]), 'done');
  });
  after(() => Promise.all(engines.map((engine) => engine.close())));

  function counted(engine: Engine): Engine {
    return {
      ...engine,
      whole(statement, lasts): Promise<readonly Row[]> {
        statements.push(statement);
        return engine.whole?.(statement, lasts) ?? Promise.reject(new Error('no statement is whole'));
      },
    };
  }
  const state = async (id: string) => (await store.factors.find({ userId: 'u1', factorId: id }))?.factor;
  const reasons = async () => (await store.log.ofUser('u1')).map(({ reason }) => reason);

  test('forty verifications of one turn are two statements: one spends, one writes', async () => {
    // The first of many also looks for budgets nobody asks for again.
    await store.limits.spend([window('first')], now);
    statements.length = 0;
    const spent = await Promise.all(ids.map((id) => store.limits.spend([window(id), window(`${id} too`)], now)));
    assert.ok(spent.every(({ ok }) => ok));
    const keys = (id: string) => [id, `${id} too`];
    const applied = await Promise.all(
      ids.map((id, n) => store.apply([save(id, n), { do: 'forgive', keys: keys(id) }, log(`forty ${id}`)])),
    );
    assert.deepEqual([...new Set(applied)], ['done']);
    assert.equal(statements.length, 2);
    for (const [n, id] of ids.entries()) {
      const { state: saved, version } = (await state(id)) as Factor;
      assert.deepEqual([saved, version], [{ n }, 1]);
      assert.equal((await store.limits.peek(window(id), now)).used, 0);
      assert.equal((await store.limits.peek(window(`${id} too`), now)).used, 0);
    }
    assert.equal((await reasons()).filter((reason) => reason?.startsWith('forty')).length, 40);
  });

  test('twenty challenges of one turn, what became of their messages, and their answers are a statement each', async () => {
    const some = ids.slice(20).map((id) => message(`m ${id}`));
    statements.length = 0;
    const later = now.add({ seconds: 1 });
    const touched = (id: string): Write => ({
      do: 'saveFactor',
      before: { ...factor(id), version: 1 },
      factor: { ...factor(id), version: 1, lastUpdated: later },
    });
    const turn = async (changes: readonly (readonly Write[])[]) =>
      assert.deepEqual([...new Set(await Promise.all(changes.map((change) => store.apply(change))))], ['done']);
    await turn(
      ids.slice(20).map((id) => [touched(id), log(id), { do: 'insertMessage', message: message(`m ${id}`), to }]),
    );
    await turn(some.map((each) => [sent(each), log(each.id)]));
    await turn(
      some.map((each) => [verified(each), { do: 'remember', key: `known ${each.id}`, until: later }, log(each.id)]),
    );
    assert.equal(statements.length, 3);
    for (const id of ids.slice(20)) {
      assert.equal((await state(id))?.lastUpdated.toString(), later.toString());
      const kept = await store.messages.byReference('p', `ref m ${id}`);
      assert.deepEqual([kept?.id, kept?.status, kept?.verified?.toString()], [`m ${id}`, 'ACCEPTED', now.toString()]);
      assert.ok(await store.limits.isRemembered(`known m ${id}`, now));
    }
  });

  test('a message that is sent and answered at once is both', async () => {
    const one = message('at once');
    await store.apply([{ do: 'insertMessage', message: one, to }]);
    await Promise.all([store.apply([sent(one)]), store.apply([verified(one)])]);
    const kept = await store.messages.byId(one.userId, one.id);
    assert.deepEqual([kept?.status, kept?.verified?.toString()], ['ACCEPTED', now.toString()]);
  });

  test('a message that one change writes, sends and verifies is all of it, with its attempts', async () => {
    const one = message('in one change');
    const insert: Write = { do: 'insertMessage', message: one, to };
    assert.equal(await store.apply([insert, sent(one), verified(one), log('in one change')]), 'done');
    const kept = await store.messages.byReference('p', 'ref in one change');
    assert.deepEqual(
      [kept?.status, kept?.attempts.length, kept?.sent?.toString(), kept?.verified?.toString()],
      ['ACCEPTED', 1, now.toString(), now.toString()],
    );
  });

  test('of a turn, the message that is there already is taken; the others are written', async () => {
    await store.apply([{ do: 'insertMessage', message: message('there'), to }]);
    const applied = await Promise.all(
      ['new', 'there', 'newer'].map((id) =>
        store.apply([log(`message ${id}`), { do: 'insertMessage', message: message(id), to }]),
      ),
    );
    assert.deepEqual(applied, ['done', 'taken', 'done']);
    const seen = await reasons();
    assert.deepEqual([seen.includes('message there'), seen.includes('message newer')], [false, true]);
  });

  test('a claim that is held is noticed, whatever travels beside it', async () => {
    const claiming = (id: string): Write => ({
      ...(save(id, 7, 1) as Extract<Write, { do: 'saveFactor' }>),
      claims: ['one'],
    });
    assert.equal(await store.apply([claiming('f7')]), 'done');
    assert.deepEqual(await Promise.all([store.apply([claiming('f8')]), store.apply([save('f9', 7, 1)])]), [
      'taken',
      'done',
    ]);
    assert.deepEqual((await state('f8'))?.version, 1);
  });

  test('of a turn, the stale write nothing and give nothing back; the others are done', async () => {
    await store.limits.spend([window('kept')], now);
    const applied = await Promise.all([
      store.apply([save('f0', 100, 1), log('right')]),
      store.apply([save('f1', 100, 0), { do: 'forgive', keys: ['kept'] }, log('stale')]),
      store.apply([log('only a log')]),
    ]);
    assert.deepEqual(applied, ['done', 'stale', 'done']);
    assert.deepEqual((await state('f1'))?.state, { n: 1 });
    assert.equal((await store.limits.peek(window('kept'), now)).used, 1);
    const seen = await reasons();
    assert.deepEqual(
      ['right', 'stale', 'only a log'].map((reason) => seen.includes(reason)),
      [true, false, true],
    );
  });

  test('one that the database refuses fails alone', async () => {
    const applied = await Promise.allSettled([
      store.apply([save('f2', 100, 1), log('neighbour')]),
      store.apply([save('f3', 100, 1), log('no text can hold \0 this')]),
      store.apply([log('other neighbour')]),
    ]);
    assert.deepEqual(
      applied.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual([(await state('f2'))?.state, (await state('f3'))?.state], [{ n: 100 }, { n: 3 }]);
    const seen = await reasons();
    assert.ok(seen.includes('neighbour') && seen.includes('other neighbour'));
  });

  test('three processes that save the same factors at once: one of them wins each', async () => {
    const applied = await Promise.all(
      [10, 11, 12, 13, 14, 15].flatMap((n) =>
        stores.map((each, who) => each.apply([save(`f${n}`, 1000 + who, 1), log(`f${n} by ${who}`)])),
      ),
    );
    assert.equal(applied.filter((answer) => answer === 'done').length, 6);
    assert.equal(applied.filter((answer) => answer === 'stale').length, 12);
    assert.equal((await reasons()).filter((reason) => /^f1\d by/.test(reason ?? '')).length, 6);
  });

  test('reads of one turn give everyone their own rows, in the order asked for, or none', async () => {
    const found = await Promise.all([
      store.factors.find({ userId: 'u1', factorId: 'f5' }),
      store.factors.find({ userId: 'u1', factorId: 'nowhere' }),
      store.factors.find({ userId: 'nobody', factorId: 'f5' }),
      store.factors.find({ userId: 'u1', factorId: 'f6' }),
    ]);
    assert.deepEqual(
      found.map((answer) => answer && (answer.factor?.id ?? 'no factor')),
      ['f5', 'no factor', undefined, 'f6'],
    );
    const lists = await Promise.all(['u1', 'nobody', 'u1'].map((id) => store.factors.list(id)));
    assert.deepEqual(
      lists.map((list) => list.map(({ id }) => id)),
      [ids.toSorted(), [], ids.toSorted()],
    );
    assert.deepEqual(await Promise.all(['kept', 'never'].map((key) => store.limits.isRemembered(key, now))), [
      true,
      false,
    ]);
  });
});
