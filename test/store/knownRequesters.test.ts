import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { createStore } from '../../src/store/createStore.ts';
import { up } from '../../src/store/migrations/0001-0020/0016_known_requesters.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';
import { user } from '../support/store/batchFixtures.ts';

for (const name of ENGINES) {
  test(`addresses that an older version remembered among the budgets are known after the upgrade: ${name}`, async (t) => {
    const engine = await freshEngine(name);
    t.after(() => engine.close());
    const store = createStore(engine, createVault([new Uint8Array(32)]));
    await store.apply([{ do: 'insertUser', user }]);
    await engine.write(function* () {
      yield { text: 'drop table known_requesters', values: [] };
      const keys = [
        `known:${user.id}@192.0.2.1`,
        `known:${user.id}@2001:db8:7:0::/64`,
        'known:gone@192.0.2.2',
        'answered:+1',
      ];
      for (const key of keys) {
        yield { text: 'insert into limits (key, used, until_ms, forget_ms) values ($1, 0, 5, 5)', values: [key] };
      }
    });
    await up(engine.kysely as never);
    const names = ['192.0.2.1', '2001:db8:7:0::/64', '192.0.2.2'];
    const known = await store.requesters.known(user.id, names);
    assert.deepEqual(known.map(({ name: one, until }) => [one, until.epochMilliseconds]).sort(), [
      ['192.0.2.1', 5],
      ['2001:db8:7:0::/64', 5],
    ]);
    assert.deepEqual(await engine.read({ text: 'select key from limits', values: [] }), [{ key: 'answered:+1' }]);
  });

  test(`a factor is read together with what its user knows of the names that were asked about: ${name}`, async (t) => {
    const engine = await freshEngine(name);
    t.after(() => engine.close());
    const store = createStore(engine, createVault([new Uint8Array(32)]));
    const until = Temporal.Instant.from('2026-02-01T00:00:00Z');
    await store.apply([
      { do: 'insertUser', user },
      { do: 'knowRequesters', userId: user.id, names: ['b', 'a', 'c'], until },
      { do: 'knowRequesters', userId: user.id, names: ['a'], until: until.add({ hours: 1 }) },
    ]);
    const find = async (...names: string[]) =>
      (await store.factors.find({ userId: user.id, factorId: 'none' }, names))?.known
        ?.map((one) => [one.name, `${one.until}`])
        .sort();
    assert.deepEqual(await find(), undefined);
    assert.deepEqual(await find('x'), []);
    assert.deepEqual(await find('x', 'a', 'b'), [
      ['a', '2026-02-01T01:00:00Z'],
      ['b', '2026-02-01T00:00:00Z'],
    ]);
    await store.apply([{ do: 'forgetRequesters', userId: user.id }]);
    assert.deepEqual(await find('a', 'b', 'c'), []);
  });
}
