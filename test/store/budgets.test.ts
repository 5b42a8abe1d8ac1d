import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import type { Limit } from '../../src/domain/budgets/budgets.ts';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine } from '../../src/store/engine.ts';
import type { Store } from '../../src/store/store.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';

const t0 = Temporal.Instant.from('2026-01-01T00:00:00Z');

for (const name of ENGINES) {
  describe(`budgets of the store: ${name}`, () => {
    let engine: Engine;
    let store: Store;
    before(async () => {
      engine = await freshEngine(name);
      store = createStore(engine, createVault([new Uint8Array(32)]));
    });
    after(() => store.close());

    const window: Limit = {
      key: 'w',
      rule: { type: 'window', max: 5, per: Temporal.Duration.from({ minutes: 5 }) },
      error: 'tooManyRequests',
    };
    const seconds = (n: number) => Temporal.Duration.from({ seconds: n });
    const backoff: Limit = {
      key: 'b',
      rule: {
        type: 'backoff',
        free: 3,
        first: seconds(30),
        cap: seconds(100),
        forget: Temporal.Duration.from({ hours: 1 }),
      },
      error: 'tooManyRequests',
    };
    const spend = async (limit: Limit, at: Temporal.Instant) => (await store.limits.spend([limit], at)).ok;

    test('a window of five gives five to twenty callers, and five more when it is over', async () => {
      const got = await Promise.all(Array.from({ length: 20 }, () => spend(window, t0)));
      assert.equal(got.filter(Boolean).length, 5);
      assert.equal(await spend(window, t0.add({ minutes: 4, seconds: 59 })), false);
      assert.ok((await store.limits.peek(window, t0)).next.equals(t0.add({ minutes: 5 })));
      const later = await Promise.all(Array.from({ length: 20 }, () => spend(window, t0.add({ minutes: 5 }))));
      assert.equal(later.filter(Boolean).length, 5);
    });

    test('no budget waits for longer than its rule when the clock is put back by an hour', async () => {
      const balance: Limit = {
        key: 'put back: balance',
        rule: { type: 'balance', max: 4, per: Temporal.Duration.from({ minutes: 20 }) },
        error: 'tooManyRequests',
      };
      const cases = [
        [{ ...window, key: 'put back: window' }, 300],
        [{ ...backoff, key: 'put back: back-off' }, 100],
        [balance, 300],
      ] as const;
      const waitAt = async (limit: Limit, at: Temporal.Instant) =>
        (await store.limits.peek(limit, at)).next.since(at).total('seconds');
      for (const [limit, longest] of cases) {
        while (await spend(limit, t0)) {
          // Until it is used up.
        }
        for (const back of [{ seconds: 30 }, { minutes: 5 }, { hours: 1 }]) {
          const wait = await waitAt(limit, t0.subtract(back));
          assert.ok(wait <= longest, `${limit.key}, back ${JSON.stringify(back)}: ${wait} s`);
        }
        const put = t0.subtract({ hours: 1 });
        const told = await waitAt(limit, put);
        assert.equal(await spend(limit, put.add({ seconds: told })), true, `${limit.key}, as told`);
        let refused = put.add({ seconds: told });
        while (await spend(limit, refused)) {
          // And it counts again.
        }
        refused = refused.add({ seconds: await waitAt(limit, refused) });
        assert.equal(await spend(limit, refused), true, `${limit.key}, from then on`);
      }
    });

    test('back-off: three free, then 30, 60 and 100 seconds, and free again after a long silence', async () => {
      const got = await Promise.all(Array.from({ length: 20 }, () => spend(backoff, t0)));
      assert.equal(got.filter(Boolean).length, 3);
      let now = t0;
      for (const wait of [30, 60, 100, 100]) {
        assert.equal(await spend(backoff, now.add({ seconds: wait - 1 })), false, `${wait - 1} s`);
        now = now.add({ seconds: wait });
        assert.equal(await spend(backoff, now), true, `${wait} s`);
      }
      now = now.add({ hours: 1 });
      assert.deepEqual(
        [await spend(backoff, now), await spend(backoff, now), await spend(backoff, now)],
        [true, true, true],
      );
      assert.equal(await spend(backoff, now), false);
    });

    test('a free guess is free too when its clock is a little behind the one before it', async () => {
      const limit = { ...backoff, key: 'behind' };
      const got = [await spend(limit, t0), await spend(limit, t0.subtract({ milliseconds: 3 }))];
      assert.deepEqual([...got, await spend(limit, t0.subtract({ milliseconds: 5 }))], [true, true, true]);
      assert.equal(await spend(limit, t0), false);
    });

    test('of several budgets all are taken from or none', async () => {
      const [one, two] = [
        { ...window, key: 'one' },
        { ...window, key: 'two' },
      ];
      for (let n = 0; n < 5; n++) await store.limits.spend([two], t0);
      const refused = await store.limits.spend([one, two], t0);
      assert.deepEqual([refused.ok, !refused.ok && refused.limit.key], [false, 'two']);
      assert.equal((await store.limits.peek(one, t0)).used, 0);
    });

    test('many callers of the same budgets in different order do not wait for each other for ever', async () => {
      const keys = ['x', 'y', 'z'].map((key) => ({ ...window, key: `order ${key}` }));
      const got = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.limits.spend(n % 2 ? keys : keys.toReversed(), t0)),
      );
      assert.equal(got.filter(({ ok }) => ok).length, 5);
    });

    test('what is forgiven is free again', async () => {
      const limit = { ...window, key: 'forgiven' };
      for (let n = 0; n < 5; n++) await store.limits.spend([limit], t0);
      await store.apply([{ do: 'forgive', keys: ['forgiven'] }]);
      assert.equal(await spend(limit, t0), true);
    });

    test('what is remembered is so until its time', async () => {
      await store.apply([{ do: 'remember', key: 'k', until: t0.add({ hours: 1 }) }]);
      assert.equal(await store.limits.isRemembered('k', t0), true);
      assert.equal(await store.limits.isRemembered('k', t0.add({ hours: 1 })), false);
      assert.equal(await store.limits.isRemembered('other', t0), false);
    });
  });
}
