import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import { createVault } from '../../src/crypto/vault.ts';
import type { StoredEntry } from '../../src/domain/log/logEntry.ts';
import { createStore } from '../../src/store/createStore.ts';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { continueLog, migrate } from '../../src/store/migrate.ts';
import type { LogQuery } from '../../src/store/searches.ts';
import type { Store } from '../../src/store/store.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';

const AT = Temporal.Instant.from('2026-01-01T00:00:00Z');
const all = { settled: true, descending: false, limit: 100 } as const;
const reasonsOf = (entries: readonly StoredEntry[]) => entries.map(({ reason }) => reason);

const page = async (store: Store, query: LogQuery = all) => (await store.log.page(query)).entries;

const written = (store: Store, reason: string) =>
  store.apply([{ do: 'log', entry: { at: AT, event: 'user.account.lock', outcome: 'SUCCESS', userId: 'u1', reason } }]);

/** The settled log once it has so many entries: others on the server may hold its transactions back a moment longer. */
async function settled(store: Store, count: number): Promise<readonly StoredEntry[]> {
  for (;;) {
    const entries = await page(store);
    if (entries.length >= count) return entries;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('entries of the log that are committed in another order than they were numbered in', {
  skip: !ENGINES.includes('postgres'),
}, () => {
  async function database(t: { after(work: () => unknown): void }) {
    const url = await freshPostgresUrl();
    const engine = openPostgres(url, () => {});
    t.after(() => engine.close());
    await migrate(engine.kysely as never);
    const other = new pg.Client(url);
    await other.connect();
    t.after(() => other.end());
    return { engine, store: createStore(engine, createVault([new Uint8Array(32)])), other };
  }
  const insert = (reason: string) =>
    `insert into log (user_id, id, at, event, outcome, reason)
      values ('u1', 'late', '2026-01-01T00:00:00.000Z', 'user.account.lock', 'SUCCESS', '${reason}')`;

  test('a poll shows none that another transaction may still appear in front of, and then both, each once', async (t) => {
    const { store, other } = await database(t);
    await other.query('begin');
    await other.query(insert('first, committed last'));
    await written(store, 'second, committed first');
    assert.deepEqual(reasonsOf(await page(store, { ...all, settled: false })), ['second, committed first']);
    assert.deepEqual(await page(store), [], 'whoever went on behind it would never see the first');
    await other.query('commit');
    const both = await settled(store, 2);
    assert.deepEqual(reasonsOf(both), ['first, committed last', 'second, committed first']);
    const after = both[0]?.place;
    assert.ok(after);
    assert.deepEqual(reasonsOf(await page(store, { ...all, after })), ['second, committed first']);
  });

  test('a transaction that is rolled back holds nothing back and leaves nothing', async (t) => {
    const { store, other } = await database(t);
    await other.query('begin');
    await other.query(insert('never'));
    await written(store, 'kept');
    await other.query('rollback');
    assert.deepEqual(reasonsOf(await settled(store, 1)), ['kept']);
  });

  test('a number that was drawn before the first entry of its transaction counts from then on', async (t) => {
    const { store, other } = await database(t);
    await other.query('begin');
    await other.query('select pg_current_xact_id()');
    await written(store, 'second');
    assert.deepEqual(await page(store), []);
    await other.query(insert('first'));
    await other.query('commit');
    assert.deepEqual(reasonsOf(await settled(store, 2)), ['first', 'second']);
  });

  test('restored on a server whose transactions have lower numbers, it goes on behind what is there', async (t) => {
    const { engine, store, other } = await database(t);
    await written(store, 'of the old server');
    const [old] = await settled(store, 1);
    await other.query('update log set position = 4000000000000');
    assert.deepEqual(await page(store), [], 'beyond every number of this server');
    await continueLog(engine);
    await written(store, 'of the new server');
    const both = await settled(store, 2);
    assert.deepEqual(reasonsOf(both), ['of the old server', 'of the new server']);
    assert.ok((both[1]?.place.position ?? 0) > 4_000_000_000_000);
    const after = { position: 4_000_000_000_000, id: old?.place.id ?? '' };
    assert.deepEqual(reasonsOf(await page(store, { ...all, after })), ['of the new server']);
    await continueLog(engine);
    await written(store, 'later');
    assert.deepEqual(reasonsOf(await settled(store, 3)).at(-1), 'later');
  });
});
