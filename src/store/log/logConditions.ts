import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { LogQuery } from '../searches.ts';
import { text } from '../shared/columns.ts';
import { columnsOf } from './logKeys.ts';
import type { Segment } from './logSegments.ts';

type Conditions = readonly RawBuilder<SqlBool>[];

/** The places at which a page lies. */
export function ofPlaces({ settled, descending, after }: LogQuery): Conditions {
  const conditions: RawBuilder<SqlBool>[] = [];
  if (settled) conditions.push(sql`position < (select position from log_horizon)`);
  if (after) {
    const [beyond, from] = descending ? (['<', '<='] as const) : (['>', '>='] as const);
    conditions.push(sql`position ${sql.raw(from)} ${after.position}`);
    conditions.push(sql`(position, id) ${sql.raw(beyond)} (${after.position}, ${after.id})`);
  }
  return conditions;
}

/** The times that rows of a page have. */
export const ofTimes = ({ since, until }: LogQuery): Conditions => [
  ...(since ? [sql<SqlBool>`at >= ${text(since)}`] : []),
  ...(until ? [sql<SqlBool>`at < ${text(until)}`] : []),
];

/** The times that rows of segments have: rows of one time lie together in the database, and others need not be looked at. */
export function ofSegments(segments: readonly Segment[]): Conditions {
  const [first, ...others] = segments;
  if (!first) return [];
  const from = others.reduce((least, { first_at: at }) => (at < least ? at : least), first.first_at);
  const to = others.reduce((most, { last_at: at }) => (at > most ? at : most), first.last_at);
  return [sql<SqlBool>`at between ${from} and ${to}`];
}

/** The values that rows of a page have: one of each group. */
export const ofKeys = ({ keys = [] }: LogQuery): Conditions =>
  keys.map((group) => {
    const any = group.flatMap(({ name, value }) =>
      columnsOf[name].map((column) => sql<SqlBool>`${sql.ref(column)} = ${value}`),
    );
    return sql<SqlBool>`(${sql.join(any, sql` or `)})`;
  });

/** Whether a segment can have rows of a page. */
export function isWithin({ since, until, descending, after }: LogQuery, segment: Segment): boolean {
  const { first, through, first_at, last_at } = segment;
  return (
    (!since || last_at >= text(since)) &&
    (!until || first_at < text(until)) &&
    (!after || (descending ? first <= after.position : through >= after.position))
  );
}
