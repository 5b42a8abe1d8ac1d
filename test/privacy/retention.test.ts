import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine } from '../../src/store/engine.ts';
import { countOldEntries } from '../../src/store/privacy/countOld.ts';
import { purgeDue } from '../../src/store/privacy/purging.ts';
import { allowRetention, declareRetention, RetentionTooShort } from '../../src/store/privacy/retention.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';

const t0 = Temporal.Instant.from('2026-06-01T00:00:00Z');
const days = (n: number) => ({ hours: 24 * n });
const vault = createVault([new Uint8Array(32)]);
const ninety = { log: 90, messages: 90 };
const rest = async () => {};
const purge = (engine: Engine, at: Temporal.Instant) => purgeDue(engine, { now: () => at, rest });

/** Entries and messages, one for each day before an instant, the oldest first, with a reference of a provider each. */
async function fill(engine: Engine, many: number, before = t0): Promise<void> {
  const store = createStore(engine, vault);
  for (let n = many; n > 0; n--) {
    const at = before.subtract(days(n)).add({ hours: 1 });
    const id = `m${String(n).padStart(4, '0')}`;
    const entry = { at, event: 'cofactor.factor.challenge', outcome: 'SUCCESS', userId: 'u1', requestId: id } as const;
    const attempts = [{ provider: 'p', name: 'P', reference: id, result: 'ACCEPTED', milliseconds: 1 } as const];
    const message = {
      ...({ id, userId: `u${n % 7}`, factorId: 'f', channel: 'sms', purpose: 'verify', recipient: '+1XX' } as const),
      ...({ status: 'QUEUED', attempts: [], created: at, expires: at, requestId: 'r' } as const),
    };
    const receipt = { accepted: true, attempts } as const;
    const applied = await store.apply([
      { do: 'log', entry },
      { do: 'insertMessage', message, to: '+18024482036' },
    ]);
    await store.apply([{ do: 'sentMessage', userId: message.userId, id, receipt, at }]);
    assert.equal(applied, 'done');
  }
}

async function counts(engine: Engine): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for (const [name, text] of [
    ['log', "select count(*) as n from log where event = 'cofactor.factor.challenge'"],
    ['messages', 'select count(*) as n from messages'],
    ['references', 'select count(*) as n from message_references'],
  ] as const) {
    found[name] = Number((await engine.read({ text, values: [] }))[0]?.n);
  }
  return found;
}

const events = async (engine: Engine) =>
  (await createStore(engine, vault).log.ofUser('')).map(({ event, detail }) => [event, detail]);

for (const name of ENGINES) {
  describe(`retention: ${name}`, () => {
    test('the first start gives notice of what will be deleted, and nothing is deleted for a day, over restarts and processes', async (t) => {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      await fill(engine, 250);
      const due = t0.add(days(1)).toString({ fractionalSecondDigits: 3 });
      const notice = (what: string) => ({ name: what, days: 90, due, rows: 161 });
      for (const hours of [0, 1, 23]) {
        const at = t0.add({ hours });
        const notices = await Promise.all([1, 2].map(() => declareRetention(engine, ninety, at)));
        for (const one of notices) assert.deepEqual(one, [notice('log'), notice('messages')]);
        assert.deepEqual(await purge(engine, at), { log: 0, messages: 0 });
      }
      assert.deepEqual(await counts(engine), { log: 250, messages: 250, references: 250 });
      const next = t0.add({ hours: 24 });
      assert.deepEqual(await declareRetention(engine, ninety, next), []);
      const done = await Promise.all([1, 2].map(() => purge(engine, next)));
      assert.deepEqual(
        [done.reduce((sum, { log }) => sum + log, 0), done.reduce((sum, { messages }) => sum + messages, 0)],
        [161, 161],
      );
      assert.deepEqual(await counts(engine), { log: 89, messages: 89, references: 89 });
      const before = next.subtract(days(90)).toString({ fractionalSecondDigits: 3 });
      assert.deepEqual(await events(engine), [
        ['cofactor.retention.purge', { name: 'log', days: '90', before, deleted: '161' }],
        ['cofactor.retention.purge', { name: 'messages', days: '90', before, deleted: '161' }],
      ]);
    });

    test('old entries of the log are counted without reading the rest of it', async (t) => {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      await fill(engine, 100);
      let reads = 0;
      const count: Engine['read'] = (statement) => {
        reads += 1;
        return engine.read(statement);
      };
      const counting: Engine = { ...engine, read: count };
      const before = t0.subtract(days(60)).toString({ fractionalSecondDigits: 3 });
      assert.equal(await countOldEntries(counting, before, 10), 40);
      assert.equal(reads, 5, 'of ten slices');
      assert.equal(await countOldEntries(engine, before), 40);
      assert.equal(await countOldEntries(engine, '2020-01-01T00:00:00.000Z', 10), 0);
      assert.equal(await countOldEntries(engine, '2030-01-01T00:00:00.000Z', 7), 100);
      if (name !== 'postgres') return;
      // Rows that were written together share a place there, wherever a slice ends.
      await engine.write(function* () {
        yield { text: 'update log set position = position - position % 3', values: [] };
      });
      assert.equal(await countOldEntries(engine, '2030-01-01T00:00:00.000Z', 7), 100);
    });

    test('fewer days than before wait for a day again and are logged; more days hold at once', async (t) => {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      await declareRetention(engine, ninety, t0);
      await fill(engine, 60, t0.add(days(10)));
      const later = t0.add(days(10));
      const [notice] = await declareRetention(engine, { ...ninety, log: 30 }, later);
      assert.deepEqual(notice?.rows, 31);
      assert.deepEqual((await purge(engine, later)).log, 0);
      assert.deepEqual(await events(engine), [['cofactor.retention.update', { name: 'log', from: '90', to: '30' }]]);
      assert.deepEqual(await declareRetention(engine, { ...ninety, log: 45 }, later), [
        { name: 'log', days: 45, due: later.add(days(1)).toString({ fractionalSecondDigits: 3 }), rows: 16 },
      ]);
      assert.deepEqual((await purge(engine, later.add(days(1)))).log, 16);
    });

    test('fewer than 30 days are refused until a SUPER_ADMIN has allowed them, which is logged', async (t) => {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      const wanted = { log: 7, messages: 90 };
      const refused = () => declareRetention(engine, wanted, t0);
      await assert.rejects(refused, RetentionTooShort);
      await declareRetention(engine, ninety, t0);
      await assert.rejects(refused, /cofactor retention allow log 7/);
      const allowed = {
        ...({ event: 'cofactor.retention.allow', outcome: 'SUCCESS', userId: '', actor: '00T1' } as const),
        ...{ at: t0, detail: { name: 'log', days: '7' } },
      };
      await allowRetention(engine, 'log', 7, allowed);
      await declareRetention(engine, wanted, t0);
      await assert.rejects(() => declareRetention(engine, { log: 6, messages: 90 }, t0), RetentionTooShort);
      await assert.rejects(() => declareRetention(engine, { log: 60, messages: 7 }, t0), RetentionTooShort);
      assert.deepEqual(
        (await events(engine)).map(([event]) => event),
        ['cofactor.retention.allow', 'cofactor.retention.update'],
      );
    });

    test('a run that is ended, or whose process dies, is gone on with, and of two processes one does the work', async (t) => {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      await declareRetention(engine, ninety, t0);
      const later = t0.add(days(365));
      await fill(engine, 200);
      let batches = 0;
      const ended = purgeDue(engine, {
        now: () => later,
        rest: async () => {
          assert.deepEqual(
            await purge(engine, later),
            batches++ === 0 ? { log: 0, messages: 200 } : { log: 0, messages: 0 },
          );
          throw new Error('stopped');
        },
      });
      await assert.rejects(ended, /stopped/);
      assert.deepEqual((await counts(engine)).log, 100);
      assert.deepEqual((await purge(engine, later)).log, 100);
      // A process that was killed has said that it is at work, and has not said that it ended.
      await fill(engine, 10);
      await engine.write(function* () {
        yield {
          text: "update retention set next_ms = $1 where name = 'log'",
          values: [later.add({ minutes: 10 }).epochMilliseconds],
        };
      });
      assert.equal((await purge(engine, later.add({ minutes: 9 }))).log, 0);
      assert.equal((await purge(engine, later.add({ minutes: 10 }))).log, 10);
    });

    test('budgets that outlived their users go when they are over', async (t) => {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      await declareRetention(engine, ninety, t0);
      await engine.write(function* () {
        for (const [mark, until] of [
          ['over', t0.subtract(days(40))],
          ['not', t0.add(days(40))],
        ] as const) {
          yield {
            text: "insert into left_budgets (mark, key, used, until_ms, forget_ms) values ($1, 'user:{user}', 1, $2, 0)",
            values: [mark, until.epochMilliseconds],
          };
        }
      });
      await purge(engine, t0.add(days(2)));
      const rows = await engine.read({ text: 'select mark from left_budgets', values: [] });
      assert.deepEqual(
        rows.map(({ mark }) => mark),
        ['not'],
      );
    });
  });
}
