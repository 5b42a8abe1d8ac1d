import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { limits } from '../../src/domain/budgets/budgets.ts';
import { defaultGuardNumbers } from '../../src/domain/policy/guardPolicy.ts';
import { knownNumber, ownLimits, sharedLimits } from '../../src/domain/pumping/limits.ts';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine } from '../../src/store/engine.ts';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { openSqlite } from '../../src/store/engines/sqlite.ts';
import { sealPhones } from '../../src/store/factors/sealPhones.ts';
import { migrate } from '../../src/store/migrate.ts';
import { sealAddresses } from '../../src/store/sealAddresses.ts';
import { withEmail, withNumber } from '../support/addresses.ts';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES, type EngineName, freshPostgresUrl } from '../support/engines.ts';
import { migrateTo } from '../support/store/migrateTo.ts';

const t0 = Temporal.Instant.from('2026-01-01T00:00:00Z');
const soon = t0.add({ seconds: 20 }).epochMilliseconds;
const PEOPLE = 230;
const vault = createVault([new Uint8Array(32)]);
const nationalOf = (n: number): string => `8024${String(480_000 + n)}`;
const e164Of = (n: number): string => `+1${nationalOf(n)}`;

/** The keys under which versions up to 0020 kept budgets of one number and one e-mail address. */
const keysOf = (e164: string): readonly string[] => [
  `sms:${e164}`,
  `call:${e164}`,
  `daily:${e164}`,
  `daily:prefix:${e164.slice(0, -4)}`,
  `number:${e164}`,
  `number:${e164}@203.0.113.9`,
  `prefix:${e164.slice(0, -4)}`,
  `range:${e164.slice(0, -6)}`,
  `answered:${e164}`,
  'email:ada@example.com',
];
const clearKeys = ['country:US', 'sent:sms', 'user:u1', 'address:203.0.113.9', 'guess:factor:sms1@203.0.113.9'];

/** A database as the version before left it: people with phones, and budgets. */
async function filled(t: TestContext, name: EngineName): Promise<Engine> {
  const engine = name === 'sqlite' ? openSqlite(':memory:') : openPostgres(await freshPostgresUrl(), () => {});
  t.after(() => engine.close());
  await migrateTo(engine, '0020_access');
  await engine.write(function* () {
    for (let n = 0; n < PEOPLE; n++) {
      yield {
        text: `insert into users (id, login_key, status, profile, created_at, updated_at, version)
          values ($1, $1, 'ACTIVE', '{}', '2026-01-01', '2026-01-01', 0)`,
        values: [`u${n}`],
      };
      yield {
        text: `insert into phones (user_id, channel, id, number, e164, extension, verified)
          values ($1, $2, $3, $4, $5, $6, 1)`,
        values: [`u${n}`, n % 2 ? 'call' : 'sms', `mbl${n}`, `1 ${nationalOf(n)}`, e164Of(n), n % 2 ? '12' : null],
      };
    }
    for (const key of [...keysOf(e164Of(0)), ...clearKeys]) {
      yield {
        text: 'insert into limits (key, used, until_ms, forget_ms) values ($1, 1000, $2, $2)',
        values: [key, soon],
      };
    }
  });
  await migrate(engine.kysely as never);
  return engine;
}

const whole = (engine: Engine, signal = new AbortController().signal) =>
  sealAddresses({ engine, vault, signal, onError: (error) => assert.fail(String(error)) });

const countOf = async (engine: Engine, table: string): Promise<number> => {
  const [row] = await engine.read({ text: `select count(*) as n from ${table}`, values: [] });
  return Number(row?.n);
};

for (const name of ENGINES) {
  describe(`sealing what an older version left in clear: ${name}`, () => {
    test('numbers and addresses are in no row afterwards, and everybody has their phone with its id', async (t) => {
      const engine = await filled(t, name);
      const store = createStore(engine, vault);
      const before = await store.factors.phones('u1');
      assert.ok(withNumber(await everyRow({ engine }), nationalOf(1)).length > 0);
      await whole(engine);
      const rows = await everyRow({ engine });
      for (const n of [0, 1, PEOPLE - 1]) assert.deepEqual(withNumber(rows, nationalOf(n)), []);
      assert.deepEqual(withEmail(rows, 'ada@example.com'), []);
      assert.deepEqual(
        rows.filter((row) => row.includes('+1802')),
        [],
      );
      assert.deepEqual([await countOf(engine, 'phones'), await countOf(engine, 'unsealed_phones')], [PEOPLE, 0]);
      const phone = { id: 'mbl1', userId: 'u1', channel: 'call', number: `1 ${nationalOf(1)}`, e164: e164Of(1) };
      assert.deepEqual(before, [{ ...phone, extension: '12', verified: true }]);
      assert.deepEqual(await store.factors.phones('u1'), before);
      for (const key of clearKeys) assert.equal(await store.limits.isRemembered(key, t0), true, key);
    });

    test('budgets go on where they were: nobody gets a second one', async (t) => {
      const engine = await filled(t, name);
      const store = createStore(engine, vault);
      await whole(engine);
      const recipient = { channel: 'sms', e164: e164Of(0), userId: 'u0', country: 'US' } as const;
      const budgets = [
        limits.sms(e164Of(0)),
        limits.call(e164Of(0)),
        ...ownLimits(recipient, defaultGuardNumbers),
        ...sharedLimits(recipient, defaultGuardNumbers),
      ].filter(({ key }) => !key.startsWith('user:') && !key.startsWith('sent:'));
      for (const budget of budgets) {
        const { used, next } = await store.limits.peek(budget, t0);
        assert.ok(used > 0, budget.key);
        if (budget.rule.type !== 'balance') assert.ok(Temporal.Instant.compare(next, t0) > 0, budget.key);
      }
      assert.equal(await store.limits.isRemembered(knownNumber(e164Of(0)), t0), true);
      assert.equal(await store.limits.isRemembered(knownNumber(e164Of(1)), t0), false);
    });

    test('several processes do it at once, and one that is stopped is gone on from', async (t) => {
      const engine = await filled(t, name);
      const stopping = new AbortController();
      assert.equal(await sealPhones(engine, vault, 7), 7);
      assert.equal(await countOf(engine, 'unsealed_phones'), PEOPLE - 7);
      const stopped = whole(engine, stopping.signal);
      setTimeout(() => stopping.abort(), 20);
      await stopped;
      await Promise.all([whole(engine), whole(engine), whole(engine)]);
      assert.deepEqual([await countOf(engine, 'phones'), await countOf(engine, 'unsealed_phones')], [PEOPLE, 0]);
      const phones = await createStore(engine, vault).factors.phones(`u${PEOPLE - 1}`);
      assert.deepEqual(
        phones.map(({ id }) => id),
        [`mbl${PEOPLE - 1}`],
      );
    });

    test('a phone that its user changes or forgets meanwhile does not come back', async (t) => {
      const engine = await filled(t, name);
      const store = createStore(engine, vault);
      const phone = { userId: 'u0', channel: 'sms', verified: false } as const;
      const [same, other] = [e164Of(0), '+18024489999'];
      await store.apply([{ do: 'savePhone', phone: { ...phone, id: 'new', number: same, e164: same } }]);
      assert.deepEqual(await store.factors.phones('u0'), [{ ...phone, id: 'mbl0', number: same, e164: same }]);
      await store.apply([{ do: 'savePhone', phone: { ...phone, id: 'new', number: other, e164: other } }]);
      await store.apply([{ do: 'removePhone', userId: 'u2', channel: 'sms' }]);
      await whole(engine);
      assert.deepEqual(await store.factors.phones('u0'), [{ ...phone, id: 'new', number: other, e164: other }]);
      assert.deepEqual(await store.factors.phones('u2'), []);
    });

    test('while master keys are changed a number has one budget, whichever key a process hashes with', async (t) => {
      const engine = await filled(t, name);
      const [older, newer] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
      const stores = [[older], [older, newer], [newer, older], [older, newer], [newer, older]].map((keys) =>
        createStore(engine, createVault(keys as [Uint8Array])),
      );
      const [first, , last] = stores;
      const number = '+18024487777';
      const limit = {
        ...limits.sms(number),
        rule: { type: 'window', max: 5, per: Temporal.Duration.from({ hours: 1 }) },
      } as const;
      const spent: boolean[] = [];
      for (const store of [...stores, ...stores.slice(1)]) spent.push((await store.limits.spend([limit], t0)).ok);
      assert.deepEqual(spent, [true, true, true, true, true, false, false, false, false]);
      await first?.apply([{ do: 'remember', key: knownNumber(number), until: t0.add({ hours: 1 }) }]);
      assert.equal(await last?.limits.isRemembered(knownNumber(number), t0), true);
      await stores[1]?.apply([{ do: 'forgive', keys: [limit.key] }]);
      assert.equal((await last?.limits.peek(limit, t0))?.used, 0);
      const phone = { userId: 'u0', channel: 'sms', number, e164: number, verified: true } as const;
      await first?.apply([{ do: 'savePhone', phone: { ...phone, id: 'one' } }]);
      await last?.apply([{ do: 'savePhone', phone: { ...phone, id: 'two' } }]);
      assert.equal((await last?.factors.phones('u0'))?.[0]?.id, 'one', 'the same number keeps its id');
    });
  });
}
