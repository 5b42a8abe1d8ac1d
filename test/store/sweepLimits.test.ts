import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import type { Limit } from '../../src/domain/budgets/budgets.ts';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine } from '../../src/store/engine.ts';
import type { Store } from '../../src/store/store.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';

const t0 = Temporal.Instant.from('2026-01-01T00:00:00Z');
const per = Temporal.Duration.from({ minutes: 5 });
const five = (key: string): Limit => ({ key, rule: { type: 'window', max: 5, per }, error: 'tooManyRequests' });

for (const name of ENGINES) {
  describe(`budgets nobody asks for again: ${name}`, () => {
    let engine: Engine;
    let store: Store;
    before(async () => {
      engine = await freshEngine(name);
      store = createStore(engine, createVault([new Uint8Array(32)]));
    });
    after(() => store.close());

    const keys = async (): Promise<readonly string[]> => {
      const rows = await engine.read({ text: 'select key from limits order by key', values: [] });
      return rows.map(({ key }) => key as string);
    };

    test('an attacker who makes up users and addresses does not fill the table for ever', async () => {
      for (let n = 0; n < 500; n++) await store.limits.spend([five(`user:old ${n}`)], t0);
      const later = t0.add({ hours: 24 * 32 });
      await store.limits.spend([five('user:used')], later);
      await store.apply([{ do: 'remember', key: 'user:remembered', until: later.add({ hours: 24 * 90 }) }]);
      assert.equal((await keys()).length, 502, 'nothing is removed while it may still count');
      // Only takings sweep, so that an idle service does nothing.
      for (let n = 0; n < 64 * 6; n++) await store.limits.spend([five(`user:new ${n % 4}`)], later.add(per));
      assert.deepEqual(await keys(), [
        'user:new 0',
        'user:new 1',
        'user:new 2',
        'user:new 3',
        'user:remembered',
        'user:used',
      ]);
    });
  });
}
