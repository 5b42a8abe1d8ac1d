import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { noMetrics } from '../../src/domain/metrics/metrics.ts';
import { createStore } from '../../src/store/createStore.ts';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { startHousekeeping } from '../../src/store/housekeeping.ts';
import { keepPartitions, rangesAhead } from '../../src/store/log/keepPartitions.ts';
import { migrate } from '../../src/store/migrate.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { indexed } from '../support/log/logRows.ts';
import {
  filledPartitions,
  keptPartitions,
  namesOf,
  polled,
  postgres,
  vault,
  wednesday,
  weeks,
  wrote,
  wroteMany,
} from '../support/log/partitions.ts';
import { migrateTo } from '../support/store/migrateTo.ts';

test('a partition has whole weeks, a sixth of what is kept: there are few, however long that is', () => {
  const rangesOf = (days: number) =>
    rangesAhead([], days, wednesday).map(({ from, to }) => [from.slice(0, 10), to.slice(0, 10)]);
  assert.deepEqual(rangesOf(90), [
    ['2026-06-29', '2026-07-13'],
    ['2026-07-13', '2026-07-27'],
  ]);
  assert.deepEqual(rangesOf(1), [
    ...[
      ['2026-06-29', '2026-07-06'],
      ['2026-07-06', '2026-07-13'],
    ],
    ['2026-07-13', '2026-07-20'],
  ]);
  assert.deepEqual(rangesOf(3_650), [['2026-06-29', '2028-02-28']]);
  const monday = Temporal.Instant.from('2026-06-29T00:00:00Z');
  assert.equal(rangesAhead([], 90, monday)[0]?.from, '2026-06-29T00:00:00.000Z');
  assert.equal(rangesAhead([], 90, monday.subtract({ milliseconds: 1 }))[0]?.from, '2026-06-22T00:00:00.000Z');
});

describe('the log in partitions by time', { skip: !ENGINES.includes('postgres') }, () => {
  test('partitions are there before they are written to, and several processes make each once', async (t) => {
    const url = await freshPostgresUrl();
    const engines = [1, 2, 3].map(() => openPostgres(url, () => {}));
    t.after(() => Promise.all(engines.map((engine) => engine.close())));
    const [engine] = engines;
    assert.ok(engine);
    await migrate(engine.kysely as never);
    for (const at of [wednesday, wednesday, wednesday.add(weeks(2))]) {
      await Promise.all(engines.flatMap((one) => [1, 2].map(() => keepPartitions(one, 90, at))));
    }
    assert.deepEqual(await namesOf(engine), ['log_from_20260629', 'log_from_20260713', 'log_from_20260727']);
    await wrote(engine, wednesday.add(weeks(3)), 'in three weeks');
    assert.deepEqual(await filledPartitions(engine), { log_from_20260713: 1 });
  });

  test('a service that starts makes them at once, and stops without waiting', async (t) => {
    const engine = await postgres(t);
    const errors: unknown[] = [];
    const options = {
      metrics: noMetrics,
      now: () => wednesday,
      onError: (error: unknown) => errors.push(error),
      log: {},
    };
    const starting = [1, 2].map(() => startHousekeeping(engine, vault, options));
    const services = await Promise.all(starting);
    while ((await namesOf(engine)).length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all(services.map((service) => service.stop()));
    assert.deepEqual(errors, []);
    assert.deepEqual(await namesOf(engine), ['log_from_20260629', 'log_from_20260713']);
  });

  test('after a long pause it goes on with the present week, and no retention makes many', async (t) => {
    const engine = await postgres(t);
    await keepPartitions(engine, 90, wednesday);
    await keepPartitions(engine, 3_650, wednesday.add(weeks(52)));
    assert.deepEqual(await namesOf(engine), ['log_from_20260629', 'log_from_20260713', 'log_from_20270628']);
  });

  test('entries for which no partition is there are taken, and go to theirs when it is made, at the places they had', async (t) => {
    const engine = await postgres(t);
    for (let n = 0; n < 20; n++) await wrote(engine, wednesday.add({ hours: 24 * n }), `entry ${n}`);
    await wrote(engine, wednesday.subtract(weeks(500)), 'of a clock that went wrong');
    assert.deepEqual(await filledPartitions(engine), { log_default: 21 });
    const before = await polled(engine);
    assert.equal(before.length, 21);
    await keepPartitions(engine, 90, wednesday);
    assert.deepEqual(await filledPartitions(engine), { log_default: 1, log_from_20260629: 12, log_from_20260713: 8 });
    assert.deepEqual(await polled(engine), before);
  });

  test('so many entries without a partition that moving them would take long stay where they are', async (t) => {
    const engine = await postgres(t);
    await wroteMany(engine, wednesday, 10_001);
    await keepPartitions(engine, 90, wednesday);
    assert.deepEqual(await namesOf(engine), ['log_from_20260713']);
    assert.deepEqual(await filledPartitions(engine), { log_default: 10_001 });
  });

  test('while partitions are made every entry is written, and a poll sees each once and in order', async (t) => {
    const engine = await postgres(t);
    const { log } = createStore(engine, vault);
    let isOver = false;
    const write = async (writer: string) => {
      // Around the borders of partitions, there and back.
      for (let n = 0; n < 150; n++) {
        await wrote(
          engine,
          Temporal.Instant.from('2026-07-13T00:00:00Z').add({ hours: ((n * 37) % 900) - 400 }),
          String(n),
          writer,
        );
      }
    };
    const writing = Promise.all(['a', 'b', 'c'].map(write)).then(() => {
      isOver = true;
    });
    const keeping = (async () => {
      for (let n = 0; n < 4; n++) await keptPartitions(engine, wednesday, wednesday.add(weeks(n)));
    })();
    const seen = new Map<string, number[]>();
    let after: { position: number; id: string } | undefined;
    for (let waits = 0; waits < 500; ) {
      const over = isOver;
      const { entries } = await log.page({ settled: true, descending: false, limit: 13, ...(after && { after }) });
      for (const { userId, reason } of entries) seen.set(userId, [...(seen.get(userId) ?? []), Number(reason)]);
      after = entries.at(-1)?.place ?? after;
      if (entries.length > 0) continue;
      if (over && [...seen.values()].flat().length >= 450) break;
      waits++;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await Promise.all([writing, keeping]);
    const each = Array.from({ length: 150 }, (_, n) => n);
    assert.deepEqual(Object.fromEntries(seen), { a: each, b: each, c: each });
    const { log_default: before, ...others } = await filledPartitions(engine);
    assert.ok(Number(before) > 0, 'some are of times before the first partition');
    assert.equal(Object.keys(others).length, 3, JSON.stringify(others));
  });

  test('pages merge the partitions in the order of places, whatever the planner expects, and sort nothing', async (t) => {
    const engine = await postgres(t);
    await keptPartitions(engine, wednesday, wednesday.add(weeks(6)));
    for (let n = 0; n < 4; n++) await wroteMany(engine, wednesday.add(weeks(2 * n)), 2_000);
    await sql`create function plan_of(query text) returns setof text language plpgsql as
      $$ begin return query execute 'explain (costs off) ' || query; end $$`.execute(engine.kysely);
    await sql`analyze log`.execute(engine.kysely);
    const settled = 'position < (select position from log_horizon)';
    for (const query of [
      `select * from log where ${settled} and position >= 5 and (position, id) > (5, '0') order by position, id limit 100`,
      "select * from log where position <= 5000000 and (position, id) < (5000000, '0') order by position desc, id desc limit 10",
      `select position from log where position > 5 and ${settled} order by position limit 1 offset 1000`,
      'select min(position) from log',
    ]) {
      const { rows } = await sql<{ line: string }>`select plan_of as line from plan_of(${query})`.execute(
        engine.inOrder,
      );
      const plan = rows.map(({ line }) => line).join('\n');
      assert.match(plan, /Merge Append/, plan);
      assert.doesNotMatch(plan, /Sort\b(?! Key)|Seq Scan/, plan);
    }
  });

  test('what the index names is looked for in the partitions of its time alone', async (t) => {
    const url = await freshPostgresUrl();
    const engine = openPostgres(url, () => {});
    t.after(() => engine.close());
    await migrate(engine.kysely as never);
    await keptPartitions(engine, wednesday, wednesday.add(weeks(6)));
    for (let n = 0; n < 4; n++) await wroteMany(engine, wednesday.add(weeks(2 * n)), 200);
    await indexed(engine, 100, 4);
    const { log } = createStore(engine, vault);
    const keys = [[{ name: 'event', value: 'user.account.lock' }]] as const;
    const all = { settled: false, limit: 1_000 } as const;
    const ids = async (descending: boolean) =>
      (await log.page({ ...all, keys, descending })).entries.map(({ place }) => place.id);
    const ascending = await ids(false);
    assert.equal(ascending.length, 800);
    assert.deepEqual(await ids(true), ascending.toReversed());
    const client = new pg.Client(url);
    await client.connect();
    t.after(() => client.end());
    await client.query('begin; lock table log_from_20260629, log_from_20260727, log_default in access exclusive mode');
    const times = { since: wednesday.add(weeks(2)), until: wednesday.add(weeks(3)) };
    for (const wanted of [{ keys }, {}]) {
      const { entries } = await log.page({ ...all, ...wanted, ...times, descending: false, limit: 150 });
      assert.deepEqual(
        entries.map(({ place }) => place.id),
        ascending.slice(200, 350),
      );
    }
    await client.query('rollback');
  });

  test('the log of an older version is not copied, keeps its places, and is the partition of everything before next week', async (t) => {
    const url = await freshPostgresUrl();
    const engine = openPostgres(url, () => {});
    t.after(() => engine.close());
    await migrateTo(engine, '0030_help_desk');
    const client = new pg.Client(url);
    await client.connect();
    t.after(() => client.end());
    const now = Temporal.Now.instant();
    for (let n = 0; n < 30; n++) await wrote(engine, now.subtract({ hours: 24 * (30 - n) }), `entry ${n}`);
    await wrote(engine, now.add(weeks(30)), 'of a clock that goes fast');
    const before = await polled(engine);
    const fileOf = async (table: string) =>
      (await client.query('select pg_relation_filenode($1::regclass) as file', [table])).rows[0]?.file;
    const file = await fileOf('log');
    await migrate(engine.kysely as never);
    assert.equal(await fileOf('log_before'), file);
    assert.deepEqual(await filledPartitions(engine), { log_before: 30, log_default: 1 });
    assert.deepEqual(await polled(engine), before);
    await wrote(engine, now, 'after the upgrade');
    await keepPartitions(engine, 90, now);
    await wrote(engine, now.add(weeks(1)), 'a week later');
    assert.deepEqual(await polled(engine).then((entries) => entries.slice(0, 31)), before);
    assert.deepEqual(
      (await polled(engine)).slice(31).map(({ reason }) => reason),
      ['after the upgrade', 'a week later'],
    );
    assert.deepEqual(Object.values(await filledPartitions(engine)), [31, 1, 1]);
  });
});
