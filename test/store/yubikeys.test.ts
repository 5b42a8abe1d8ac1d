import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Write } from '../../src/store/change.ts';
import { ENGINES } from '../support/engines.ts';
import { fakeYubikey } from '../support/hardwareTokens/yubikey.ts';
import { atOnce } from '../support/parallel.ts';
import { type World, world } from '../support/world.ts';

/** What the pool itself guarantees, whatever claims and versions of factors add to it. */
for (const engine of ENGINES) {
  describe(`the pool of YubiKeys in the store: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    async function inPool() {
      const { serialNumber, ...secrets } = fakeYubikey().seed;
      const seed = { ...secrets, serial: serialNumber.padStart(12, '0') };
      const id = w.services.newId('ykk');
      const at = w.clock.now();
      assert.equal(await w.store.apply([{ do: 'insertYubikey', id, seed, at }]), 'done');
      const pressed = (what: 'assignYubikey' | 'useYubikey', count: number): Write => ({
        do: what,
        tokenId: id,
        count,
        at,
      });
      return {
        seed,
        id,
        at,
        assign: (count: number) => w.store.apply([pressed('assignYubikey', count)]),
        use: (count: number) => w.store.apply([pressed('useYubikey', count)]),
        count: async () => (await w.store.org.yubikey(seed.publicId))?.count,
      };
    }

    test('a token is assigned once, however many try at once', async () => {
      const { assign } = await inPool();
      const applied = await atOnce(10, (n) => assign(300 + n));
      assert.deepEqual(applied.toSorted(), ['done', ...Array.from({ length: 9 }, () => 'stale')]);
      assert.equal(await assign(9_000), 'stale');
    });

    test('its count only grows', async () => {
      const { assign, use, count } = await inPool();
      assert.equal(await count(), -1);
      assert.equal(await assign(300), 'done');
      assert.deepEqual([await use(300), await use(299), await use(301)], ['stale', 'stale', 'done']);
      const applied = await atOnce(10, () => use(400));
      assert.equal(applied.filter((one) => one === 'done').length, 1);
      assert.equal(await count(), 400);
    });

    test('one that was assigned since it was read is not removed', async () => {
      const { id, assign } = await inPool();
      const token = await w.store.yubikeys.byId(id);
      assert.ok(token);
      assert.equal(await assign(300), 'done');
      assert.equal(await w.store.apply([{ do: 'removeYubikey', token }]), 'stale');
      assert.ok(await w.store.yubikeys.byId(id));
    });

    test('the count of a seed outlives its token, that of other secrets starts over', async () => {
      const { id, seed, at, assign, count } = await inPool();
      await assign(300);
      const again = async (changed: Partial<typeof seed>) => {
        const token = await w.store.yubikeys.byId((await w.store.org.yubikey(seed.publicId))?.id ?? id);
        assert.ok(token);
        assert.equal(await w.store.apply([{ do: 'removeYubikey', token }]), 'done');
        const insert = { do: 'insertYubikey', id: w.services.newId('ykk'), seed: { ...seed, ...changed }, at } as const;
        assert.equal(await w.store.apply([insert]), 'done');
        return count();
      };
      assert.equal(await again({}), 300);
      assert.equal(await again({ aesKey: '0'.repeat(32) }), -1);
      assert.equal(await again({}), 300);
    });

    test('a secret moved to the row of another token cannot be opened', async () => {
      const [one, other] = [await inPool(), await inPool()];
      await w.engine.kysely
        .updateTable('yubikey_tokens')
        .set((eb) => ({
          secrets: eb.selectFrom('yubikey_tokens').select('secrets').where('id', '=', one.id),
        }))
        .where('id', '=', other.id)
        .execute();
      await assert.rejects(w.store.org.yubikey(other.seed.publicId));
      assert.equal((await w.store.org.yubikey(one.seed.publicId))?.aesKey, one.seed.aesKey);
    });
  });
}
