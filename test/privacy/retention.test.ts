import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine } from '../../src/store/engine.ts';
import { countOldEntries } from '../../src/store/privacy/countOld.ts';
import { purgeDue } from '../../src/store/privacy/purging.ts';
import {
  allowRetention,
  declareRetention,
  noticeText,
  type RetentionNotice,
  RetentionTooShort,
} from '../../src/store/privacy/retention.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';
import { counts, days, events, fill, t0, vault } from '../support/privacy/oldRows.ts';

const ninety = { log: 90, messages: 90 };
const rest = async () => {};
const purge = (engine: Engine, at: Temporal.Instant) => purgeDue(engine, { now: () => at, rest });

for (const name of ENGINES) {
  describe(`retention: ${name}`, () => {
    test('the first start gives notice of what will be deleted, and nothing is deleted for a day, over restarts and processes', async (t) => {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      await fill(engine, 250);
      const due = t0.add(days(1)).toString({ fractionalSecondDigits: 3 });
      const notice = (what: RetentionNotice['name']) => ({ name: what, days: 90, due, rows: 161 });
      for (const hours of [0, 1, 23]) {
        const at = t0.add({ hours });
        const notices = await Promise.all([1, 2].map(() => declareRetention(engine, ninety, at)));
        for (const one of notices) assert.deepEqual(one, [notice('log'), notice('messages')]);
        assert.match(
          noticeText(notice('log')),
          /from 2026-06-02T00:00:00.000Z on, entries of the system log that are older than 90 days are deleted, 161 of them at first; .* --retain-log/,
        );
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

    test('what was allowed before the first start gives that start its notice and its day, however many days it says', async (t) => {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      await fill(engine, 20, t0.subtract(days(3_640)));
      for (const what of ['log', 'messages'] as const) {
        const entry = { at: t0, event: 'cofactor.retention.allow', outcome: 'SUCCESS', userId: '' } as const;
        await allowRetention(engine, what, 7, entry);
      }
      assert.deepEqual(await purge(engine, t0), { log: 0, messages: 0 });
      const due = t0.add(days(1)).toString({ fractionalSecondDigits: 3 });
      assert.deepEqual(await declareRetention(engine, { log: 3_650, messages: 3_650 }, t0), [
        { name: 'log', days: 3_650, due, rows: 11 },
        { name: 'messages', days: 3_650, due, rows: 11 },
      ]);
      assert.deepEqual(await purge(engine, t0.add({ hours: 23 })), { log: 0, messages: 0 });
      assert.deepEqual(await purge(engine, t0.add(days(1))), { log: 11, messages: 11 });
      const updates = (await events(engine)).filter(([event]) => event === 'cofactor.retention.update');
      assert.deepEqual(
        updates.map(([, detail]) => detail),
        [
          { name: 'log', to: '3650' },
          { name: 'messages', to: '3650' },
        ],
      );
    });

    test('dead letters go with the entries they are of, those of former versions too, and the purge says how many', async (t) => {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      await declareRetention(engine, ninety, t0);
      await fill(engine, 250);
      const insert = (hook: string, from: string) => ({
        text: `insert into event_hook_deliveries (hook_id, log_position, log_id, status, attempts, reason, failed_at, next_at)
          select '${hook}', ${from}, 'DEAD', 52, 'HTTP 500', '2026-05-01T00:00:00.000Z', 0 from log`,
        values: [],
      });
      await engine.write(function* () {
        for (const hook of ['h1', 'h2']) {
          yield {
            text: `insert into event_hooks (id, name, status, verification, subscription, target, created_at, updated_at, version)
              values ($1, $1, 'ACTIVE', 'VERIFIED', '{}', '', '', '', 0)`,
            values: [hook],
          };
        }
        yield insert('h1', 'position, id');
        yield insert('h2', "position, 'left long ago ' || id");
      });
      const { eventHooks } = createStore(engine, vault);
      assert.deepEqual(await eventHooks.counts(), { waiting: 0, dead: 500 });
      assert.equal((await purge(engine, t0.add(days(1)))).log, 161);
      assert.deepEqual(await eventHooks.counts('h1'), { waiting: 0, dead: 89 });
      assert.deepEqual(await eventHooks.counts('h2'), { waiting: 0, dead: 0 });
      assert.equal((await eventHooks.undelivered('h1', 'DEAD', 500)).filter(({ entry }) => entry).length, 89);
      const [[, detail] = []] = (await events(engine)).filter(([event]) => event === 'cofactor.retention.purge');
      assert.equal((detail as Readonly<Record<string, string>>).deliveries, '411');
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
