import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { histogramOf } from '../../console/src/systemLog/histogram.ts';
import type { LogEvent } from '../../console/src/systemLog/logEvent.ts';
import { fileOf } from '../../console/src/systemLog/logFile.ts';
import { logQueryOf, logSearchOf } from '../../console/src/systemLog/logSearch.ts';
import { consoleTypes } from '../../scripts/events/consoleTypes.ts';
import { logFilter } from '../../src/operations/log/logFilter.ts';

const event = (published: string, result: LogEvent['outcome']['result'] = 'SUCCESS', name = 'Ada'): LogEvent => ({
  uuid: published,
  published,
  eventType: 'user.session.start',
  severity: 'INFO',
  displayMessage: 'Sign in as administrator',
  actor: { id: '00u1', type: 'User', alternateId: 'ada@example.com', displayName: name },
  client: { ipAddress: '192.0.2.1', device: 'Computer', userAgent: null },
  outcome: { result, reason: null },
  target: [],
  transaction: { type: 'WEB', id: 't1', detail: {} },
  debugContext: { debugData: {} },
});

test('the filter of event types proposes those that the service has: npm run generate', () => {
  const file = join(import.meta.dirname, '../../console/src/systemLog/eventTypes.ts');
  assert.equal(readFileSync(file, 'utf8'), consoleTypes());
});

describe('the search of the system log', () => {
  test('each filter is a comparison that the service finds by its index, and quotes end none of them', () => {
    const { filter = '' } = logQueryOf({
      type: 'user.session.start',
      actor: 'a" or eventType pr',
      outcome: 'FAILURE',
      address: ' 192.0.2.1 ',
      transaction: 't1',
    });
    assert.equal(
      filter,
      'eventType eq "user.session.start" and actor.id eq "a\\" or eventType pr" and outcome.result eq "FAILURE" and ' +
        'client.ipAddress eq "192.0.2.1" and transaction.id eq "t1"',
    );
    assert.doesNotThrow(() => logFilter(filter));
  });

  test('words and the range are not part of the filter', () => {
    assert.deepEqual(logQueryOf({ q: ' ada ', since: '2026-01-01T00:00:00.000Z' }), {
      q: 'ada',
      since: '2026-01-01T00:00:00.000Z',
    });
    assert.deepEqual(logQueryOf({}), {});
  });

  test('an address that somebody typed by hand has no outcome and no time that there is not', () => {
    assert.deepEqual(logSearchOf({ q: 5, outcome: 'NONE', since: 'yesterday', type: ' ', other: 'x' }), {});
    assert.deepEqual(logSearchOf({ q: 'x'.repeat(300), outcome: 'DENY', until: '2026-01-31T12:00:00+01:00' }), {
      q: 'x'.repeat(200),
      outcome: 'DENY',
      until: '2026-01-31T11:00:00.000Z',
    });
  });
});

describe('the events over time', () => {
  test('are counted in equal spans without a gap, failures apart', () => {
    const bars = histogramOf([
      event('2026-01-31T12:03:59.999Z'),
      event('2026-01-31T12:03:10.000Z', 'DENY'),
      event('2026-01-31T12:01:00.000Z', 'FAILURE'),
    ]);
    assert.equal(bars.length, 36);
    assert.deepEqual(bars[0], {
      since: '2026-01-31T12:01:00.000Z',
      until: '2026-01-31T12:01:05.000Z',
      succeeded: 0,
      failed: 1,
    });
    assert.deepEqual(
      bars.flatMap(({ succeeded, failed }, place) => (succeeded + failed > 0 ? [[place, succeeded, failed]] : [])),
      [
        [0, 0, 1],
        [26, 0, 1],
        [35, 1, 0],
      ],
    );
  });

  test('are few bars whatever the range, and none when there is nothing', () => {
    assert.deepEqual(histogramOf([]), []);
    assert.equal(histogramOf([event('2026-01-31T12:00:00.000Z')]).length, 1);
    for (const first of ['2026-01-31T11:00:00.000Z', '2026-01-24T12:00:00.000Z', '1990-01-01T00:00:00.000Z']) {
      const bars = histogramOf([event('2026-01-31T12:00:00.000Z'), event(first)]);
      assert.ok(bars.length > 10 && bars.length <= 40, `${bars.length} since ${first}`);
    }
  });
});

describe('the file of events', () => {
  test('attack: a name that a spreadsheet would carry out as a formula stays text', () => {
    for (const name of ['=HYPERLINK("https://evil.example")', '+1', '-1', '@SUM(A1)', '\t=1']) {
      const [, row = ''] = fileOf([event('2026-01-31T12:00:00.000Z', 'SUCCESS', name)], 'csv').split('\r\n');
      assert.ok(row.includes(`'${name[0]}`), row);
    }
  });

  test('is a table in which quotes, commas and ends of lines stay within their cell', () => {
    const text = fileOf([event('2026-01-31T12:00:00.000Z', 'SUCCESS', 'A "B", C\nD')], 'csv');
    assert.ok(text.startsWith('published,eventType,displayMessage,severity,result,reason,actorId,actor,'));
    assert.ok(text.includes(',"A ""B"", C\nD",'));
  });

  test('is as JSON what the service sent', () => {
    const events = [event('2026-01-31T12:00:00.000Z')];
    assert.deepEqual(JSON.parse(fileOf(events, 'json')), events);
  });
});
