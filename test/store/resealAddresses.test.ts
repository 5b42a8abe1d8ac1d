import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { knownNumber } from '../../src/domain/pumping/limits.ts';
import { createStore } from '../../src/store/createStore.ts';
import { reseal } from '../../src/store/sealed/reseal.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';
import { user } from '../support/store/batchFixtures.ts';

const [OLD, NEW] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)] as const;
const t0 = Temporal.Instant.from('2026-01-01T00:00:00Z');

for (const name of ENGINES) {
  test(`sealed anew, numbers are found by their new hashes, and what two processes kept of one becomes one: ${name}`, async (t) => {
    const engine = await freshEngine(name);
    t.after(() => engine.close());
    const [older, newer] = [createStore(engine, createVault([OLD])), createStore(engine, createVault([NEW]))];
    const known = knownNumber('+18024482099');
    await older.apply([{ do: 'insertUser', user }]);
    for (const store of [older, newer]) {
      await store.apply([{ do: 'remember', key: known, until: t0.add({ hours: 1 }) }]);
    }
    const phone = { userId: user.id, channel: 'sms', number: '1', e164: '+18024482099', verified: true } as const;
    await older.apply([{ do: 'savePhone', phone: { ...phone, id: 'one' } }]);
    await reseal(engine, createVault([NEW, OLD]), {
      onProgress: () => {},
      onUnreadable: (place) => assert.fail(place),
      rest: async () => {},
      monotonicMs: () => 0,
    });
    assert.equal(await newer.limits.isRemembered(known, t0), true);
    assert.equal(await older.limits.isRemembered(known, t0), false);
    await newer.apply([{ do: 'savePhone', phone: { ...phone, id: 'two' } }]);
    assert.deepEqual(await newer.factors.phones(user.id), [{ ...phone, id: 'one' }]);
    assert.equal((await engine.read({ text: 'select key from limits', values: [] })).length, 1);
  });
}
