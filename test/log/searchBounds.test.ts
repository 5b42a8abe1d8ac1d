import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MOST_NAMED, MOST_READ } from '../../src/operations/log/searchLog.ts';
import { ENGINES } from '../support/engines.ts';
import { page } from '../support/log/logCalls.ts';
import { type World, world } from '../support/world.ts';

const MORE = 120;
const SINCE = Temporal.Instant.from('2031-01-01T00:00:00Z');
const UNTIL = SINCE.add({ hours: 24 });

for (const engine of ENGINES) {
  describe(`one request for events reads a bounded number: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
      for (let from = 0; from < MOST_READ + MORE; from += 80) {
        const numbers = Array.from({ length: Math.min(80, MOST_READ + MORE - from) }, (_, n) => from + n);
        await w.store.apply(
          numbers.map((n) => ({
            do: 'log',
            entry: {
              at: SINCE.add({ seconds: n }),
              event: 'user.session.end',
              outcome: 'SUCCESS',
              userId: '00u1',
              detail: { n: `n${n}n` },
            },
          })),
        );
      }
    });
    after(() => w.close());

    const first = (query: Readonly<Record<string, string>>) =>
      page(w, `/api/v1/logs?${new URLSearchParams({ since: `${SINCE}`, ...query })}`);
    const numbered = (n: number) => `debugContext.debugData.n eq "n${n}n"`;

    for (const [kind, more] of [
      ['a list', { until: `${UNTIL}` }],
      ['a poll', {}],
    ] as const) {
      test(`${kind} by what no index has ends after 5,000, with a next link behind them`, async () => {
        assert.equal(MOST_READ, 5_000);
        assert.equal((await first({ ...more, filter: numbered(MOST_READ - 1) })).events.length, 1);
        const empty = await first({ ...more, filter: numbered(MOST_READ) });
        assert.equal(empty.events.length, 0);
        assert.ok(empty.next);
        const { events } = await page(w, empty.next);
        assert.deepEqual(
          events.map(({ debugContext }) => debugContext.debugData.n),
          [`n${MOST_READ}n`],
        );
      });

      test(`${kind} by words, for which names are looked up, ends after 1,000`, async () => {
        assert.equal(MOST_NAMED, 1_000);
        assert.equal((await first({ ...more, q: `n${MOST_NAMED - 1}n` })).events.length, 1);
        const empty = await first({ ...more, q: `n${MOST_NAMED}n` });
        assert.equal(empty.events.length, 0);
        assert.ok(empty.next);
        assert.equal((await page(w, empty.next)).events.length, 1);
        const byName = `actor.displayName eq "nobody" or ${numbered(MOST_NAMED)}`;
        assert.equal((await first({ ...more, filter: byName })).events.length, 0);
      });
    }

    test('a list of which nothing is wanted ends when all was tried', async () => {
      let next: string | undefined =
        `/api/v1/logs?${new URLSearchParams({ since: `${SINCE}`, until: `${UNTIL}`, q: 'nowhere' })}`;
      let pages = 0;
      while (next) {
        const found = await page(w, next);
        assert.deepEqual(found.events, []);
        next = found.next;
        pages++;
      }
      assert.equal(pages, 1 + Math.floor((MOST_READ + MORE) / MOST_NAMED));
    });
  });
}
