import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import type { Limit } from '../../src/domain/budgets/budgets.ts';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine } from '../../src/store/engine.ts';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Store } from '../../src/store/store.ts';
import { ENGINES, freshEngine, freshPostgresUrl } from '../support/engines.ts';

const t0 = Temporal.Instant.from('2026-01-01T00:00:00Z');
const vault = createVault([new Uint8Array(32)]);

/** Four at once, one back every hour. */
const four = (key: string): Limit => ({
  key,
  rule: { type: 'balance', max: 4, per: Temporal.Duration.from({ hours: 4 }) },
  error: 'tooManyRequests',
});

for (const name of ENGINES) {
  describe(`balances: ${name}`, () => {
    let engine: Engine;
    let store: Store;
    before(async () => {
      engine = await freshEngine(name);
      store = createStore(engine, vault);
    });
    after(() => store.close());

    /** How many of so many, one after the other. */
    const got = async (limit: Limit, times: number, now = t0): Promise<number> => {
      let count = 0;
      for (let n = 0; n < times; n++) if ((await store.limits.spend([limit], now)).ok) count++;
      return count;
    };

    test('as many as there are at once, then one whenever one has come back', async () => {
      const limit = four('a');
      assert.equal(await got(limit, 6), 4);
      const refused = await store.limits.spend([limit], t0);
      assert.equal(!refused.ok && refused.retryAt.since(t0).total('hours'), 1);
      assert.equal(await got(limit, 3, t0.add({ minutes: 59 })), 0);
      assert.equal(await got(limit, 3, t0.add({ hours: 1 })), 1);
      assert.equal(await got(limit, 9, t0.add({ hours: 30 })), 4, 'never more than there are');
    });

    test('what costs more than there ever is is refused, the first time too', async () => {
      assert.equal(await got({ ...four('dear'), cost: 5 }, 2), 0);
      assert.equal(await got({ ...four('dear'), cost: 4 }, 2), 1);
    });

    test('credit makes room, but is not saved up', async () => {
      const limit = four('b');
      assert.equal(await got(limit, 5), 4);
      await store.apply([{ do: 'credit', limits: [limit], by: 3, at: t0 }]);
      assert.equal((await store.limits.peek(limit, t0)).used, 1);
      assert.equal(await got(limit, 5), 3);
      for (let n = 0; n < 9; n++) await store.apply([{ do: 'credit', limits: [limit], by: 3, at: t0 }]);
      assert.equal(await got(limit, 9), 4);
    });

    test('every fifty proofs make room for one more, and are half forgotten with each idle day', async () => {
      const limit = four('c');
      await got(limit, 1);
      await store.apply(Array.from({ length: 150 }, () => ({ do: 'credit', limits: [limit], by: 3, at: t0 }) as const));
      assert.equal(await got(limit, 12), 7);
      const later = t0.add({ hours: 60 });
      assert.equal(await got(limit, 12, later), 4, '37 proofs are left of 150: no room to speak of');
      assert.equal((await store.limits.peek(limit, later)).next.since(later).total('hours'), 1);
    });

    test('what was taken for nothing is given back, of every kind of budget', async () => {
      const limits: readonly Limit[] = [
        four('d'),
        { ...four('e'), rule: { type: 'window', max: 1, per: Temporal.Duration.from({ hours: 1 }) } },
        {
          ...four('f'),
          rule: {
            type: 'backoff',
            free: 1,
            first: Temporal.Duration.from({ hours: 1 }),
            cap: Temporal.Duration.from({ hours: 9 }),
            forget: Temporal.Duration.from({ hours: 9 }),
          },
        },
      ];
      for (let n = 0; n < 9; n++) {
        assert.equal((await store.limits.spend(limits, t0)).ok, true, `${n}`);
        await store.apply([{ do: 'refund', limits }]);
      }
    });

    test('a back-off that one is given back to has taken the others, and waits as they say', async () => {
      const minute = Temporal.Duration.from({ minutes: 1 });
      const limit: Limit = {
        ...four('h'),
        rule: {
          type: 'backoff',
          free: 3,
          first: minute,
          cap: minute.add({ minutes: 3 }),
          forget: minute.add({ hours: 9 }),
        },
      };
      const refund = () => store.apply([{ do: 'refund', limits: [limit] }]);
      const standing = async (now = t0) => {
        const { used, next } = await store.limits.peek(limit, now);
        return [used, next.since(now).total('minutes')];
      };
      await refund();
      assert.equal(await got(limit, 2), 2);
      for (let n = 0; n < 3; n++) {
        assert.equal(await got(limit, 1), 1, `${n}`);
        assert.deepEqual(await standing(), [3, 1]);
        await refund();
        assert.deepEqual(await standing(), [2, 0]);
      }
      assert.equal(await got(limit, 1), 1);
      const later = t0.add(minute);
      assert.equal(await got(limit, 1, later), 1);
      assert.deepEqual(await standing(later), [4, 2]);
      await refund();
      assert.deepEqual(await standing(later), [3, 1], 'as if the third had been the last');
      for (let n = 0; n < 5; n++) await refund();
      assert.deepEqual(await standing(later), [0, 0], 'never more than was taken');
    });

    test('of those that come at once none gets more than there are', async () => {
      const limit = four('g');
      const spent = await Promise.all(Array.from({ length: 30 }, () => store.limits.spend([limit], t0)));
      assert.equal(spent.filter(({ ok }) => ok).length, 4);
    });
  });
}

test('two services on one PostgreSQL share a balance', { skip: !process.env.DATABASE_URL }, async () => {
  const url = await freshPostgresUrl();
  const engines = [openPostgres(url, () => {}), openPostgres(url, () => {})] as const;
  await migrate(engines[0].kysely as never);
  const stores = engines.map((engine) => createStore(engine, vault));
  const limits = [four('shared'), four('alike')];
  const spent = await Promise.all(Array.from({ length: 60 }, (_, n) => stores[n % 2]?.limits.spend(limits, t0)));
  assert.equal(spent.filter((one) => one?.ok).length, 4);
  await Promise.all(stores.map((store) => store.close()));
});
