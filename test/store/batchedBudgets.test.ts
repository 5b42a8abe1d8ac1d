import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import type { Write } from '../../src/store/change.ts';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine, Row, Statement } from '../../src/store/engine.ts';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Store } from '../../src/store/store.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { factor, ids, log, now, user, window } from '../support/store/batchFixtures.ts';

describe('budgets that are spent together on PostgreSQL', { skip: !ENGINES.includes('postgres') }, () => {
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

  test('of a turn, a caller whose budget is used up takes nothing; the others do not notice', async () => {
    for (let n = 0; n < 5; n++) await store.limits.spend([window('empty')], now);
    const spent = await Promise.all([
      store.limits.spend([window('a1'), window('empty')], now),
      store.limits.spend([window('b1'), window('b2')], now),
    ]);
    assert.deepEqual(
      spent.map((answer) => (answer.ok ? answer.standings.map(({ used }) => used) : answer.limit.key)),
      ['empty', [1, 1]],
    );
    assert.equal((await store.limits.peek(window('a1'), now)).used, 0);
  });

  test('three processes that spend the same budgets at once get no more than there is', async () => {
    const keys = ['x', 'y', 'z'].map(window);
    const spent = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        stores[n % 3]?.limits.spend([...(n % 2 ? keys : keys.toReversed()), window(`own ${n}`)], now),
      ),
    );
    assert.equal(spent.filter((answer) => answer?.ok).length, 5);
    for (const key of keys) assert.equal((await store.limits.peek(key, now)).used, 5);
  });

  test('what is spent does not wait for the disk; when the answer is written, both are safe', async (t) => {
    const durable = openPostgres(`${await freshPostgresUrl()}?options=-c%20synchronous_commit%3Don`, () => {});
    t.after(() => durable.close());
    await migrate(durable.kysely as never);
    const own = createStore(durable, createVault([new Uint8Array(32)]));
    const ask = async (select: string, lasts?: 'now' | 'later') =>
      (await durable.whole?.({ text: `select ${select} as value`, values: [] }, lasts))?.[0]?.value;
    const setting = "current_setting('synchronous_commit')";
    assert.deepEqual([await ask(setting), await ask(setting, 'later')], ['on', 'off']);
    await own.limits.spend([window('before the answer')], now);
    const spent = await ask('pg_current_wal_insert_lsn()::text');
    assert.equal(await own.apply([log('answered')]), 'done');
    assert.equal(await ask(`pg_current_wal_flush_lsn() >= '${spent}'::pg_lsn`), true);
  });
});
