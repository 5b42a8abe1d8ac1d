import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine } from '../../src/store/engine.ts';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { partitionedLog } from '../../src/store/log/keepPartitions.ts';
import { migrate } from '../../src/store/migrate.ts';
import { detachPartition } from '../../src/store/migrations/shared/partitions.ts';
import { eraseDue } from '../../src/store/privacy/erasing.ts';
import { exportUser } from '../../src/store/privacy/exportUser.ts';
import { purgeDue } from '../../src/store/privacy/purging.ts';
import { declareRetention } from '../../src/store/privacy/retention.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import {
  filledPartitions,
  keptPartitions,
  namesOf,
  polled,
  vault,
  wednesday,
  weeks,
  wrote,
} from '../support/log/partitions.ts';
import { events } from '../support/privacy/oldRows.ts';

const DAYS = 112;
/** The time at which a purge leaves the entries of the last 90 days, as it does six hours later. */
const later = wednesday.add({ hours: 24 * DAYS - 6 });
const rest = async () => {};
const purge = (engine: Engine, at = later) => purgeDue(engine, { now: () => at, rest });

describe('old partitions of the log', { skip: !ENGINES.includes('postgres') }, () => {
  /** A database with an entry at noon of each day for so many days, in partitions of two weeks, of which notice was given. */
  async function filled(t: { after(work: () => unknown): void }) {
    const url = await freshPostgresUrl();
    const engine = openPostgres(url, () => {});
    t.after(() => engine.close());
    await migrate(engine.kysely as never);
    await declareRetention(engine, { log: 90, messages: 90 }, wednesday.subtract({ hours: 48 }));
    await keptPartitions(engine, wednesday, wednesday.add(weeks(16)));
    for (let n = 0; n < DAYS; n++) await wrote(engine, wednesday.add({ hours: 24 * n }), `day ${n}`, `u${n % 2}`);
    const client = new pg.Client(url);
    await client.connect();
    t.after(() => client.end());
    return { url, engine, client };
  }
  const days = async (engine: Engine) =>
    (await polled(engine)).flatMap(({ reason }) => (reason?.startsWith('day') ? [Number(reason.slice(4))] : []));
  const from = (first: number) => Array.from({ length: DAYS - first }, (_, n) => first + n);
  const purged = async (engine: Engine) =>
    (await events(engine)).flatMap(([event, detail]) =>
      event === 'cofactor.retention.purge' ? [(detail as Readonly<Record<string, string>>).deleted] : [],
    );

  test('a purge drops them whole, deletes what is old in the next one, and leaves nothing older than is kept', async (t) => {
    const { engine } = await filled(t);
    const [first = '', second = '', ...others] = await namesOf(engine);
    assert.deepEqual([first, second], ['log_from_20260629', 'log_from_20260713']);
    assert.deepEqual(await purge(engine), { log: 22, messages: 0 });
    assert.deepEqual(await namesOf(engine), [second, ...others]);
    assert.deepEqual(await days(engine), from(22));
    assert.equal((await filledPartitions(engine))[second], 4);
    assert.deepEqual(await purged(engine), ['22']);
    const tables = await engine.read({
      text: "select relname as name from pg_class where relname like 'log_dropped%'",
      values: [],
    });
    assert.deepEqual(tables, []);
  });

  test('one that is being read stays, its old entries go all the same, and nobody waits for long; later it is dropped', async (t) => {
    const { engine, client } = await filled(t);
    await client.query('begin; select count(*) from log');
    const waits: number[] = [];
    let isOver = false;
    const writing = (async () => {
      for (let n = 0; !isOver || n < 20; n++) {
        const began = performance.now();
        await wrote(engine, later, `later ${n}`);
        waits.push(performance.now() - began);
      }
    })();
    assert.deepEqual(await purge(engine), { log: 22, messages: 0 });
    isOver = true;
    await writing;
    assert.deepEqual(await days(engine), from(22));
    assert.equal((await namesOf(engine))[0], 'log_from_20260629');
    assert.ok(Math.max(...waits) < 3_000, `an entry was written after ${Math.max(...waits)} ms`);
    await client.query('commit');
    assert.deepEqual(await purge(engine, later.add({ hours: 1 })), { log: 0, messages: 0 });
    assert.equal((await namesOf(engine))[0], 'log_from_20260713');
  });

  test('while they are dropped, by two processes, entries are written and read, and none is missed', async (t) => {
    const { url, engine } = await filled(t);
    const other = openPostgres(url, () => {});
    t.after(() => other.close());
    let isOver = false;
    let written = 0;
    const writing = (async () => {
      for (; !isOver; written++) await wrote(engine, later, `later ${written}`);
    })();
    const reading = (async () => {
      while (!isOver) assert.deepEqual((await days(other)).slice(-90), from(22));
    })();
    const at = [later, later.add({ hours: 1 })];
    const done = await Promise.all([engine, other].flatMap((one) => at.map((now) => purge(one, now))));
    isOver = true;
    await Promise.all([writing, reading]);
    assert.equal(
      done.reduce((sum, { log }) => sum + log, 0),
      22,
    );
    assert.deepEqual(await days(engine), from(22));
    assert.deepEqual(
      (await polled(engine)).flatMap(({ reason }) => (reason?.startsWith('later') ? [reason] : [])),
      Array.from({ length: written }, (_, n) => `later ${n}`),
    );
  });

  test('what a process detached before it died is dropped by the next, and counted', async (t) => {
    const { engine } = await filled(t);
    await engine.write(() => detachPartition(partitionedLog, 'log_from_20260629'));
    assert.deepEqual(await days(engine), from(12));
    assert.deepEqual(await purge(engine), { log: 22, messages: 0 });
    const tables = await engine.read({
      text: "select relname as name from pg_class where relname like 'log_dropped%'",
      values: [],
    });
    assert.deepEqual(tables, []);
  });

  test('before a retention is due no partition is dropped', async (t) => {
    const { engine } = await filled(t);
    const before = await namesOf(engine);
    await declareRetention(engine, { log: 30, messages: 90 }, later);
    assert.deepEqual(await purge(engine, later.add({ hours: 23 })), { log: 0, messages: 0 });
    assert.deepEqual(await namesOf(engine), before);
    assert.equal((await purge(engine, later.add({ hours: 24 }))).log, 83);
    assert.equal((await namesOf(engine)).length, before.length - 6);
  });

  test('deliveries of entries that were dropped go with them', async (t) => {
    const { engine } = await filled(t);
    await engine.write(function* () {
      yield {
        text: `insert into event_hooks (id, name, status, verification, subscription, target, created_at, updated_at, version)
          values ('h1', 'h1', 'ACTIVE', 'VERIFIED', '{}', '', '', '', 0)`,
        values: [],
      };
      yield {
        text: `insert into event_hook_deliveries (hook_id, log_position, log_id, status, attempts, reason, failed_at, next_at)
          select 'h1', position, id, 'DEAD', 52, 'HTTP 500', '2026-05-01T00:00:00.000Z', 0 from log where reason like 'day%'`,
        values: [],
      };
    });
    const { eventHooks } = createStore(engine, vault);
    assert.equal((await eventHooks.undelivered('h1', 'DEAD', 500)).filter(({ entry }) => entry).length, DAYS);
    await purge(engine);
    const left = await eventHooks.undelivered('h1', 'DEAD', 500);
    assert.deepEqual(
      left.map(({ entry }) => entry?.reason),
      from(22).map((n) => `day ${n}`),
    );
  });

  test('somebody’s entries are exported, and erased, in all partitions', async (t) => {
    const { engine } = await filled(t);
    const { held } = await exportUser({ engine, vault, shown: new Map() }, 'u1');
    assert.equal(held.log?.rows.length, DAYS / 2);
    await engine.write(function* () {
      yield { text: "insert into erasures (user_id, passes, due_ms) values ('u1', 1, 0)", values: [] };
    });
    assert.equal(await eraseDue(engine, vault, later.epochMilliseconds, rest), 1);
    const [left] = await engine.read({
      text: `select count(case when user_id = 'u1' then address end) as own, count(case when user_id = 'u0' then address end) as others,
        count(distinct tableoid) as partitions from log`,
      values: [],
    });
    assert.deepEqual(left, { own: 0, others: DAYS / 2, partitions: 9 });
  });
});
