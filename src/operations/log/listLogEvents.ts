import type { Operations } from '../../contract/index.ts';
import type { LogEventResource } from '../../contract/log/logEvent.ts';
import type { Input } from '../../contract/shared/operation.ts';
import type { LogPlace } from '../../domain/log/logEntry.ts';
import { fault } from '../../domain/values/fault.ts';
import { encodeCursor, Page, type PageQuery, readCursor } from '../shared/replies.ts';
import type { Handler } from '../shared/services.ts';
import { FIRST, readInstant } from '../shared/timestamp.ts';
import { fits, isOfKeys, isOfNames, keysOf, logFilter } from './logFilter.ts';
import { hasWords, wordsOf } from './logWords.ts';
import { type LogTest, searchLog } from './searchLog.ts';

const DEFAULT_LIMIT = 100;
const WINDOW = Temporal.Duration.from({ hours: 7 * 24 });
const CURSOR = /^(\d{1,16})\|([\w-]{1,64})$/;

type Query = Input<Operations['listLogEvents']>['query'];

/**
 * The system log (fact 214). Without `until`, ascending, it is a poll: it always has a next link, `since` says only where it
 * begins, and no event is shown before it is certain that none will appear in front of it.
 */
export const listLogEvents: Handler<'listLogEvents'> = async (services, { query }) => {
  const { limit = DEFAULT_LIMIT, sortOrder = 'ASCENDING' } = query;
  const polls = query.until === undefined && sortOrder === 'ASCENDING';
  const { since, until } = windowOf(query, services.now());
  const after = query.after === undefined ? undefined : placeOf(query.after);
  const { events, place } = await searchLog(services, {
    ...testOf(query),
    limit,
    settled: polls,
    descending: sortOrder === 'DESCENDING',
    ...(!(polls && after) && { since }),
    ...(until && { until }),
    ...(after && { after }),
  });
  const rest: PageQuery = [
    ['since', since.toString({ fractionalSecondDigits: 3 })],
    ...(query.until === undefined ? [] : [['until', query.until] as const]),
    ['limit', String(limit)],
    ['sortOrder', sortOrder],
    ...(['filter', 'q'] as const).flatMap((name) => (query[name] ? [[name, query[name]] as const] : [])),
  ];
  const at = (place: LogPlace | undefined): PageQuery =>
    place === undefined ? rest : [['after', encodeCursor(String(place.position), place.id)], ...rest];
  const next = polls ? at(place ?? after) : place && at(place);
  return new Page(events, at(after), next);
};

/** The keys by which events are found, and the test that those found must pass. */
function testOf({ filter: expression, q = '' }: Query): LogTest {
  const filter = expression ? logFilter(expression) : undefined;
  const words = wordsOf(q);
  const keys = filter && keysOf(filter);
  return {
    ...(keys && { keys }),
    isExact: words.length === 0 && (filter === undefined || (keys !== undefined && isOfKeys(filter))),
    needsNames: words.length > 0 || (filter !== undefined && isOfNames(filter)),
    isWanted: (event: LogEventResource) => (filter === undefined || fits(filter, event)) && hasWords(words, event),
  };
}

function windowOf(query: Query, now: Temporal.Instant) {
  const until = query.until === undefined ? undefined : instantOf('until', query.until);
  const since = query.since === undefined ? weekBefore(until ?? now) : instantOf('since', query.since);
  if (until && Temporal.Instant.compare(since, until) > 0) {
    throw fault('validation', { subject: 'since' }).because('since: It must not be later than until.');
  }
  return { since, until };
}

/** A week earlier, but not before the first time that a link can have. */
function weekBefore(at: Temporal.Instant): Temporal.Instant {
  const since = at.subtract(WINDOW);
  return Temporal.Instant.compare(since, FIRST) < 0 ? FIRST : since;
}

function instantOf(name: 'since' | 'until', value: string): Temporal.Instant {
  const instant = readInstant(value);
  if (instant) return instant;
  throw fault('validation', { subject: name }).because(`${name}: Send a time like 2026-01-31T12:00:00.000Z.`);
}

function placeOf(after: string): LogPlace {
  const [position, id] = readCursor(after, CURSOR);
  return { position: Number(position), id };
}
