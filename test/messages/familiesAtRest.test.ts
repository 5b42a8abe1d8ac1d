import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { addressFamilies, addressKey, mayHaveAddress, plainFamilies } from '../../src/domain/budgets/addressKeys.ts';
import { createStore } from '../../src/store/createStore.ts';
import { withNumber } from '../support/addresses.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';

const now = Temporal.Instant.from('2026-01-01T00:00:00Z');
const rule = { type: 'window', max: 1, per: Temporal.Duration.from({ hours: 1 }) } as const;

for (const name of ENGINES) {
  test(`a budget of a family that nobody has listed is not kept in clear, and counts all the same: ${name}`, async (t) => {
    const engine = await freshEngine(name);
    t.after(() => engine.close());
    const store = createStore(engine, createVault([new Uint8Array(32)]));
    const limit = { key: 'whatsapp:+18024482036', rule, error: 'tooManyRequests' } as const;
    await store.apply([{ do: 'remember', key: '+18024482036', until: now.add({ hours: 1 }) }]);
    assert.equal((await store.limits.spend([limit], now)).ok, true);
    assert.equal((await store.limits.spend([limit], now)).ok, false);
    assert.equal(await store.limits.isRemembered('+18024482036', now), true);
    const rows = await engine.read({ text: 'select key from limits', values: [] });
    assert.equal(rows.length, 2);
    const keys = rows.map(({ key }) => String(key));
    assert.deepEqual(withNumber(keys, '8024482036'), []);
  });
}

test('no family is both plain and of addresses', () => {
  const sealed = addressFamilies.filter((family) => mayHaveAddress(addressKey(family, '+18024482036')));
  assert.deepEqual(sealed, addressFamilies);
  assert.ok(plainFamilies.every((family) => !mayHaveAddress(`${family}:x`)));
});
