import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { countKeys, totalOf } from '../../src/store/sealed/countKeys.ts';
import { checkKeys, WrongKey } from '../../src/store/sealed/keyCheck.ts';
import { reseal } from '../../src/store/sealed/reseal.ts';
import { sealedColumns } from '../../src/store/sealed/sealedColumns.ts';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { backToFormer } from '../support/store/formerSeals.ts';
import { sealedLife, type TotpUser, totpUser } from '../support/store/sealedLife.ts';
import { anotherProcess, type World, world } from '../support/world.ts';

const OLD = new Uint8Array(32).fill(1);
const NEW = new Uint8Array(32).fill(2);
const [oldId, newId] = [OLD, NEW].map((key) => createVault([key]).keyIds[0]) as [string, string];

const still = {
  onProgress: () => {},
  onUnreadable: (place: string) => assert.fail(place),
  rest: async () => {},
  monotonicMs: () => 0,
};

for (const engine of ENGINES) {
  describe(`sealing anew on ${engine}`, () => {
    const lived = async (t: { after(work: () => Promise<void>): void }, users = 1) => {
      const w = await world(engine, { masterKeys: [OLD] });
      t.after(() => w.close());
      return { w, users: await sealedLife(w, [OLD], users) };
    };
    const countOf = async (w: World, keyId: string) =>
      totalOf((await countKeys(w.engine)).filter((use) => use.keyId === keyId));
    const verified = async (w: World, process: Pick<World, 'call'>, users: readonly TotpUser[]) => {
      w.clock.advance({ seconds: 30 });
      const answers = await Promise.all(
        users.map(({ path, code }) => process.call('POST', path, { passCode: code() })),
      );
      return answers.map(({ status }) => status);
    };

    test('afterwards nothing needs the old key: every column was sealed with it, none is', async (t) => {
      const { w, users } = await lived(t);
      const before = await countKeys(w.engine);
      for (const { table, column } of sealedColumns) {
        const uses = before.filter((use) => use.table === table.name && use.column === column);
        assert.ok(totalOf(uses) > 0, `the test has nothing in ${table.name}.${column}`);
        assert.ok(uses.every(({ keyId, former }) => keyId === oldId && !former));
      }
      const vault = await checkKeys(w.engine, createVault([NEW, OLD]));
      // The check value is under the new key already.
      assert.equal(await reseal(w.engine, vault, still), totalOf(before) - 1);
      assert.deepEqual([await countOf(w, oldId), await countOf(w, newId)], [0, totalOf(before)]);
      assert.deepEqual(
        (await everyRow(w)).filter((row) => row.includes(oldId)),
        [],
      );
      assert.equal(await reseal(w.engine, vault, still), 0, 'there is nothing left to do');

      const after = await anotherProcess(w, { masterKeys: [NEW] });
      assert.deepEqual(await verified(w, after, users), [200]);
      const again = await after.call('GET', '/api/v1/message-providers');
      assert.equal(again.body.length, 1);
      await after.close();
    });

    test('a key that is missing is noticed at start, with the number of values that it would lose', async (t) => {
      const { w } = await lived(t, 3);
      const [states] = await w.engine.read({ text: 'select count(*) as n from factor_states', values: [] });
      assert.ok(Number(states?.n) > 3);
      await checkKeys(w.engine, createVault([NEW, OLD]));
      const total = await countOf(w, oldId);
      await assert.rejects(anotherProcess(w, { masterKeys: [NEW] }), (error) => {
        assert.ok(error instanceof WrongKey);
        assert.match(
          error.message,
          new RegExp(`lacks the older key ${oldId}, without which ${total} \\(${states?.n} in factor_states, `),
        );
        return true;
      });
      await (await anotherProcess(w, { masterKeys: [NEW, OLD] })).close();
    });

    test('0 failed verifications: two processes verify without a pause while everything is sealed anew', async (t) => {
      const { w, users } = await lived(t, 24);
      const processes = await Promise.all([1, 2].map(() => anotherProcess(w, { masterKeys: [NEW, OLD] })));
      let done = false;
      const statuses: number[] = [];
      const load = async () => {
        for (let round = 0; !done || round < 4; round++) {
          const [one, two] = processes as [Pick<World, 'call'>, Pick<World, 'call'>];
          statuses.push(...(await verified(w, round % 2 ? one : two, users)));
        }
      };
      const vault = createVault([NEW, OLD]);
      const running = load();
      // A few rows at a time, so that the load meets it everywhere.
      await reseal(slowed(w.engine), vault, still);
      done = true;
      await running;
      assert.ok(statuses.length >= 96);
      assert.deepEqual(
        statuses.filter((status) => status !== 200),
        [],
      );
      await reseal(w.engine, vault, still);
      assert.equal(await countOf(w, oldId), 0);
      const last = await anotherProcess(w, { masterKeys: [NEW] });
      assert.deepEqual(new Set(await verified(w, last, users)), new Set([200]));
      for (const one of [...processes, last]) await one.close();
    });

    test('the order of roll-out: OLD,NEW everywhere, then NEW,OLD, reseal, then NEW, and nobody is ever refused', async (t) => {
      const { w, users } = await lived(t, 2);
      const start = (...masterKeys: [Uint8Array, ...Uint8Array[]]) => anotherProcess(w, { masterKeys });
      let running = [await start(OLD), await start(OLD)] as const;
      const everyone = async () => {
        for (const process of running) {
          const late = await totpUser({ ...w, call: process.call, services: process.services });
          for (const other of running) assert.deepEqual(await verified(w, other, [...users, late]), [200, 200, 200]);
        }
      };
      const steps: readonly (readonly [Uint8Array, ...Uint8Array[]])[] = [[OLD, NEW], [NEW, OLD], [NEW]];
      for (const keys of steps) {
        if (keys.length === 1) await reseal(w.engine, createVault([NEW, OLD]), still);
        for (const at of [0, 1]) {
          const next = await start(...keys);
          await running[at]?.close();
          running = at === 0 ? [next, running[1]] : [running[0], next];
          await everyone();
        }
      }
      for (const process of running) await process.close();
    });

    test('the wrong order: a process that does not know the new key cannot read what another sealed with it', async (t) => {
      const { w } = await lived(t);
      const early = await anotherProcess(w, { masterKeys: [NEW, OLD] });
      const late = await totpUser({ ...w, call: early.call, services: early.services });
      assert.deepEqual(await verified(w, w, [late]), [500]);
      assert.deepEqual(await verified(w, early, [late]), [200]);
      await early.close();
    });

    test('one that is killed half way goes on where it was', async (t) => {
      const { w } = await lived(t, 3);
      const vault = createVault([NEW, OLD]);
      const total = await countOf(w, oldId);
      let batches = 0;
      const killed = reseal(w.engine, vault, {
        ...still,
        rest: async () => {
          if (++batches === 2) throw new Error('killed');
        },
      });
      await assert.rejects(killed, /killed/);
      const left = await countOf(w, oldId);
      assert.ok(left > 0 && left < total, `${left} of ${total}`);
      assert.equal(await reseal(w.engine, vault, still), left);
      assert.equal(await countOf(w, oldId), 0);
    });

    test('a verification between reading and writing is not undone', async (t) => {
      const { w, users } = await lived(t);
      const process = await anotherProcess(w, { masterKeys: [OLD, NEW] });
      let once = false;
      const between: typeof w.engine = {
        ...w.engine,
        async read(statement) {
          const rows = await w.engine.read(statement);
          if (/sealed_value from factor_states/.test(statement.text) && !once) {
            once = true;
            assert.deepEqual(await verified(w, process, users), [200]);
          }
          return rows;
        },
      };
      await reseal(between, createVault([NEW, OLD]), still);
      assert.ok(once);
      // The code that was accepted in between stays used.
      const { path, code } = users[0] as TotpUser;
      assert.equal((await process.call('POST', path, { passCode: code() })).status, 403);
      assert.equal(await countOf(w, oldId), 1, 'it is under the key of who wrote it');
      await reseal(w.engine, createVault([NEW, OLD]), still);
      assert.equal(await countOf(w, oldId), 0);
      await process.close();
    });

    test('what was sealed in the former form is read, bound to its row, and then refused in that form', async (t) => {
      const { w, users } = await lived(t);
      await backToFormer(w, OLD);
      const former = (await countKeys(w.engine)).filter((use) => use.former);
      const older = sealedColumns.filter(({ hasFormer }) => hasFormer);
      assert.equal(new Set(former.map(({ table, column }) => `${table}.${column}`)).size, older.length);
      const kept = await w.engine.read({ text: 'select user_id, factor_id, state from factor_states', values: [] });
      const upgraded = await anotherProcess(w, { masterKeys: [OLD] });
      assert.deepEqual(await verified(w, upgraded, users), [200]);
      await upgraded.close();
      const vault = await checkKeys(w.engine, createVault([OLD]));
      await reseal(w.engine, vault, still);
      assert.deepEqual(
        (await countKeys(w.engine)).filter((use) => use.former),
        [],
      );
      // An attacker who kept an old row puts it back.
      const after = await anotherProcess(w, { masterKeys: [OLD] });
      for (const row of kept) {
        const values = [String(row.user_id), String(row.factor_id), String(row.state)];
        const text = 'update factor_states set state = $3 where user_id = $1 and factor_id = $2';
        await w.engine.write(function* () {
          yield { text, values };
        });
      }
      assert.deepEqual(await verified(w, after, users), [500]);
      await after.close();
    });

    test('a value that its row does not open is named and left alone', async (t) => {
      const { w } = await lived(t, 2);
      const places: string[] = [];
      await w.engine.write(function* () {
        const text = `update factor_states set state = (select min(s.state) from factor_states s)`;
        yield { text, values: [] };
      });
      const options = { ...still, onUnreadable: (place: string) => void places.push(place) };
      await reseal(w.engine, createVault([NEW, OLD]), options);
      const [states] = await w.engine.read({ text: 'select count(*) - 1 as n from factor_states', values: [] });
      assert.equal(places.length, states?.n);
      assert.match(places[0] ?? '', /^factor_states 00u\w{17} \w{20}$/);
      assert.equal(await countOf(w, oldId), places.length);
    });
  });
}

/** Reads of one row in ten at a time, so that a walk has many batches. */
function slowed(engine: World['engine']): World['engine'] {
  return {
    ...engine,
    async read(statement) {
      const rows = await engine.read({ ...statement, text: statement.text.replace(/offset \d+/, 'offset 1') });
      await new Promise((resolve) => setTimeout(resolve, 20));
      return rows;
    },
  };
}
