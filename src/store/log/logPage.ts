import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../schema/database.ts';
import { log } from '../schema/log.ts';
import type { RowOf } from '../schema/table.ts';
import type { LogQuery } from '../searches.ts';
import { isWithin, ofKeys, ofPlaces, ofSegments, ofTimes } from './logConditions.ts';
import { placesOf, type Segment, segmentsOf } from './logSegments.ts';

type LogRow = RowOf<typeof log>;

type Place = Pick<LogRow, 'position' | 'id'>;

/** Rows of a page, and how far was looked when that is farther than its last row. */
export interface LogRows {
  readonly rows: readonly LogRow[];
  readonly upTo?: Place;
}

/** Rows behind the index that one search looks at: a page is not slow because the index is late. */
const MOST_BEHIND = 40_000;
/** Rows that the index names and that are read at once. */
const AT_A_TIME = 500;
/** Rows more than wanted that are read: some share a hash with what is wanted, or are of other times. */
const SPARE = 20;
/** Ids are hexadecimal: these stand before and behind all. */
const LOWEST_ID = '0';
const HIGHEST_ID = 'z';

/**
 * One page of the log in the order of places. What rows must have is looked up in the segments of the index; rows behind
 * the last segment are looked through.
 */
export async function pageOfLog(db: Kysely<Database>, query: LogQuery): Promise<LogRows> {
  const { keys, since, until, descending, limit } = query;
  if (!keys && !since && !until) return { rows: await rowsOf(db, query, ofPlaces(query), limit) };
  // Before the search: what is settled by now will be found by it, whatever is written meanwhile.
  const settled = keys && query.settled ? await lastSettled(db) : undefined;
  const segments = await segmentsOf(db);
  const within = segments.filter((segment) => isWithin(query, segment));
  const through = segments.at(-1)?.through ?? 0;
  const indexed = (most: number) => (keys ? lookUp(db, query, within, most) : rowsWithin(db, query, within, most));
  if (descending) {
    const behind = await rowsBehind(db, query, through, limit);
    if (behind.rows.length === limit || behind.upTo) return behind;
    return { rows: [...behind.rows, ...(await indexed(limit - behind.rows.length))] };
  }
  const rows = await indexed(limit);
  if (rows.length === limit) return { rows };
  const behind = await rowsBehind(db, query, through, limit - rows.length);
  const found = [...rows, ...behind.rows];
  const isShort = settled !== undefined && found.length < limit;
  const upTo = behind.upTo ?? (isShort ? later(settled, later(query.after, found.at(-1))) : undefined);
  return { rows: found, ...(upTo && { upTo }) };
}

/** The last place below the horizon: a poll that found little need not look through what is before it again. */
async function lastSettled(db: Kysely<Database>): Promise<Place | undefined> {
  const { rows } = await sql<Place>`select position, id from log where position < (select position from log_horizon)
    order by position desc, id desc limit 1`.execute(db);
  return rows[0];
}

function later(a: Place | undefined, b: Place | undefined): Place | undefined {
  if (!a || !b) return a ?? b;
  return a.position > b.position || (a.position === b.position && a.id > b.id) ? a : b;
}

/** Rows of segments, by the places that the index has for what is wanted. */
async function lookUp(
  db: Kysely<Database>,
  query: LogQuery,
  segments: readonly Segment[],
  limit: number,
): Promise<readonly LogRow[]> {
  const { keys = [], descending, after } = query;
  const isBeyond = (place: number) => !after || (descending ? place <= after.position : place >= after.position);
  const rows: LogRow[] = [];
  let named: number[] = [];
  const fetch = async () => {
    const isNamed = sql<SqlBool>`position in (${sql.raw(named.join(', '))})`;
    const [low, high] = descending ? [named.at(-1), named[0]] : [named[0], named.at(-1)];
    const among = segments.filter(({ first, through }) => through >= Number(low) && first <= Number(high));
    rows.push(...(await rowsOf(db, query, [isNamed, ...ofSegments(among), ...ofPlaces(query)], limit - rows.length)));
    named = [];
  };
  for await (const places of placesOf(db, segments, keys, descending)) {
    for (const place of places.filter(isBeyond)) {
      named.push(place);
      if (named.length < Math.min(AT_A_TIME, limit - rows.length + SPARE)) continue;
      await fetch();
      if (rows.length === limit) return rows;
    }
  }
  if (named.length > 0) await fetch();
  return rows;
}

/** Rows of the times that are wanted, from the first segment that has any to the last. */
async function rowsWithin(
  db: Kysely<Database>,
  query: LogQuery,
  segments: readonly Segment[],
  limit: number,
): Promise<readonly LogRow[]> {
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last) return [];
  const between = sql<SqlBool>`position between ${first.first} and ${last.through}`;
  return rowsOf(db, query, [between, ...ofSegments(segments), ...ofPlaces(query)], limit);
}

/** Looks through the rows that are in no segment, at most `MOST_BEHIND` of them. */
async function rowsBehind(db: Kysely<Database>, query: LogQuery, through: number, limit: number): Promise<LogRows> {
  const { descending } = query;
  const behind: readonly RawBuilder<SqlBool>[] = [sql`position > ${through}`, ...ofPlaces(query)];
  const { rows: ends } = await sql<Pick<LogRow, 'position'>>`select position from log
    where ${sql.join(behind, sql` and `)} order by position ${directionOf(query)} limit 1 offset ${MOST_BEHIND}`.execute(
    db,
  );
  const end = ends[0]?.position;
  if (end === undefined) return { rows: await rowsOf(db, query, behind, limit) };
  const rows = await rowsOf(db, query, [...behind, sql`position ${sql.raw(descending ? '>=' : '<=')} ${end}`], limit);
  return rows.length === limit ? { rows } : { rows, upTo: { position: end, id: descending ? LOWEST_ID : HIGHEST_ID } };
}

/** Rows at some places that have the values and the times that are wanted. */
async function rowsOf(
  db: Kysely<Database>,
  query: LogQuery,
  places: readonly RawBuilder<SqlBool>[],
  limit: number,
): Promise<readonly LogRow[]> {
  const direction = directionOf(query);
  const where = sql.join([sql`1 = 1`, ...places, ...ofTimes(query), ...ofKeys(query)], sql` and `);
  const { rows } = await sql<LogRow>`select ${sql.raw(log.names.join(', '))} from log where ${where}
    order by position ${direction}, id ${direction} limit ${limit}`.execute(db);
  return rows;
}

const directionOf = ({ descending }: LogQuery): RawBuilder<unknown> => sql.raw(descending ? 'desc' : 'asc');
