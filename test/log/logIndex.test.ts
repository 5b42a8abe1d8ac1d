import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { actorOf } from '../../src/domain/log/actor.ts';
import type { LogEntry } from '../../src/domain/log/logEntry.ts';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine } from '../../src/store/engine.ts';
import { indexSegment, removeDeadSegments } from '../../src/store/log/indexLog.ts';
import type { LogKey, LogQuery } from '../../src/store/searches.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';
import { indexed, numbered, segmentsIn, writeNumbered } from '../support/log/logRows.ts';

const ROWS = 500;
const SIZE = 64;
const numbersOf = (entries: readonly LogEntry[]) => entries.map(({ detail }) => Number(detail?.n));

/** Whether an entry has a key, told from the entry alone. */
const has = (entry: LogEntry, { name, value }: LogKey): boolean =>
  ({
    event: entry.event === value,
    outcome: entry.outcome === value,
    actor: actorOf(entry).id === value,
    target: entry.userId === value || entry.factorId === value,
    user: entry.userId === value,
    address: entry.address === value,
    request: entry.requestId === value,
  })[name];

const key = (name: LogKey['name'], value: string): LogKey => ({ name, value });
const searches: readonly LogQuery['keys'][] = [
  [[key('event', 'user.account.lock')]],
  [[key('outcome', 'FAILURE')]],
  [[key('actor', '00T1')]],
  [[key('actor', '00u3')]],
  [[key('target', '00u7')]],
  [[key('target', 'sms30')]],
  [[key('user', '00u22')]],
  [[key('address', '192.0.2.39')]],
  [[key('request', 'req100')]],
  [[key('request', 'nobody')]],
  [[key('event', 'user.account.lock')], [key('outcome', 'FAILURE')]],
  [[key('target', '00u7'), key('target', 'sms8')], [key('outcome', 'SUCCESS')], [key('address', '192.0.2.7')]],
  undefined,
];
const times: readonly Pick<LogQuery, 'since' | 'until'>[] = [
  {},
  { since: numbered(100).at, until: numbered(333).at },
  { since: numbered(470).at },
  { until: numbered(30).at },
];

/** Every entry that pages of a query have, however many it takes. */
async function allPages(engine: Engine, query: LogQuery): Promise<readonly LogEntry[]> {
  const { log } = createStore(engine, createVault([new Uint8Array(32)]));
  const found: LogEntry[] = [];
  for (let after = query.after; ; ) {
    const { entries, upTo } = await log.page({ ...query, ...(after && { after }) });
    found.push(...entries);
    after = entries.length === query.limit ? entries.at(-1)?.place : query.settled ? undefined : upTo;
    if (!after) return found;
  }
}

for (const name of ENGINES) {
  describe(`the index of the log: ${name}`, () => {
    async function filled(t: { after(work: () => unknown): void }, rows = ROWS) {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      await writeNumbered(engine, 0, rows);
      return engine;
    }

    test('pages have the entries that a look at each would find, with none, some and all of the log indexed', async (t) => {
      const engine = await filled(t);
      const expected = Array.from({ length: ROWS }, (_, n) => n);
      for (const segments of [0, 3, Math.floor(ROWS / SIZE) - 1]) {
        await indexed(engine, SIZE, segments);
        for (const keys of searches) {
          for (const { since, until } of times) {
            const fitting = expected.filter((n) => {
              const entry = numbered(n);
              const isInTime =
                (!since || Temporal.Instant.compare(entry.at, since) >= 0) &&
                (!until || Temporal.Instant.compare(entry.at, until) < 0);
              return isInTime && (keys ?? []).every((group) => group.some((one) => has(entry, one)));
            });
            for (const descending of [false, true]) {
              const query = {
                settled: false,
                descending,
                limit: 7,
                ...(keys && { keys }),
                ...(since && { since }),
                ...(until && { until }),
              };
              const found = numbersOf(await allPages(engine, query));
              assert.deepEqual(
                found,
                descending ? fitting.toReversed() : fitting,
                `${segments} segments: ${JSON.stringify(query)}`,
              );
            }
          }
        }
      }
    });

    test('of processes that index at once each segment is written by one, and none overlap', async (t) => {
      const engine = await filled(t);
      while ((await segmentsIn(engine)).length < 6) {
        await Promise.all([
          indexSegment(engine, SIZE, 0),
          indexSegment(engine, SIZE, 1),
          indexSegment(engine, SIZE, 0),
        ]);
      }
      const segments = await segmentsIn(engine);
      assert.deepEqual(
        segments.map(({ n }) => n),
        segments.map((_, at) => at + 1),
      );
      let through = 0;
      for (const segment of segments) {
        const [counted] = await engine.read({
          text: 'select count(*) as rows from log where position > $1 and position <= $2',
          values: [through, segment.through],
        });
        assert.equal(segment.entries, counted?.rows, 'each row is in one');
        assert.ok(segment.first > through && segment.entries >= SIZE);
        through = segment.through;
      }
    });

    test('a segment is there whole or not at all', async (t) => {
      const engine = await filled(t, 200);
      const broken: Engine = {
        ...engine,
        write: (steps, keep) =>
          engine.write(function* () {
            const run = steps();
            let step = run.next();
            for (let statements = 0; !step.done; statements++) {
              if (statements === 3) throw new Error('the process ended here');
              step = run.next(yield step.value);
            }
            return step.value;
          }, keep),
      };
      let failure: unknown;
      while (!failure) await indexSegment(broken, SIZE, 0).catch((error: unknown) => (failure = error));
      assert.match(String(failure), /the process ended here/);
      assert.deepEqual(await segmentsIn(engine), []);
      assert.deepEqual(await engine.read({ text: 'select id from log_postings', values: [] }), []);
      await indexed(engine, SIZE, 2);
      const lock = { keys: [[key('event', 'user.account.lock')]], settled: false, descending: false, limit: 100 };
      assert.equal((await allPages(engine, lock)).length, 20);
    });

    test('rows that are gone are gone from the index, and later ones still found', async (t) => {
      const engine = await filled(t);
      await indexed(engine, SIZE, 6);
      const before = await segmentsIn(engine);
      await engine.write(function* () {
        yield { text: 'delete from log where position <= $1', values: [before[3]?.through ?? 0] };
      });
      while (await removeDeadSegments(engine));
      assert.deepEqual(await segmentsIn(engine), before.slice(4));
      const [{ least } = { least: 0 }] = await engine.read({
        text: 'select min(id) as least from log_postings',
        values: [],
      });
      assert.ok(Number(least) >= 5 * 512);
      const gone = before.slice(0, 4).reduce((sum, { entries }) => sum + entries, 0);
      const failure = key('outcome', 'FAILURE');
      const query = { keys: [[failure]], settled: false, descending: false, limit: 9 };
      assert.deepEqual(
        numbersOf(await allPages(engine, query)),
        Array.from({ length: ROWS }, (_, n) => n).filter((n) => n >= gone && has(numbered(n), failure)),
      );
      await engine.write(function* () {
        yield { text: 'delete from log', values: [] };
      });
      while (await removeDeadSegments(engine));
      await writeNumbered(engine, 0, 30);
      while (await removeDeadSegments(engine));
      assert.equal((await segmentsIn(engine)).length, 1, 'the last one says where the next begins');
    });

    test('of many rows that are not indexed yet a search looks at some, says up to where, and goes on there', async (t) => {
      const engine = await filled(t, 1);
      const more = 90_000;
      const digits = '(values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))';
      await engine.write(function* () {
        yield {
          text: `insert into log (user_id, id, at, event, outcome)
            select 'many', 'a' || (100000 + 10000 * e + 1000 * d + 100 * c + 10 * b + a), '2026-01-01T00:10:00.000Z',
              'user.session.end', 'SUCCESS'
            from (select column1 as a from ${digits} as v1) as t1, (select column1 as b from ${digits} as v2) as t2,
              (select column1 as c from ${digits} as v3) as t3, (select column1 as d from ${digits} as v4) as t4,
              (select column1 as e from ${digits} as v5) as t5 where e < ${more / 10_000}`,
          values: [],
        };
      });
      await writeNumbered(engine, 1, 2);
      const { log } = createStore(engine, createVault([new Uint8Array(32)]));
      const query = { keys: [[key('user', '00u1')]], settled: false, descending: false, limit: 10 };
      const first = await log.page(query);
      assert.deepEqual(first.entries, []);
      assert.ok(first.upTo);
      assert.deepEqual(numbersOf(await allPages(engine, query)), [1]);
      assert.deepEqual(
        numbersOf(await allPages(engine, { ...query, keys: [[key('user', '00u0')]], descending: true })),
        [0],
      );
    });
  });
}
