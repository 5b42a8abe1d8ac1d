import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema/database.ts';
import { logPostings, type logSegments } from '../schema/log.ts';
import type { RowOf } from '../schema/table.ts';
import type { LogKey } from '../searches.ts';
import { BUCKETS, hashOfKey } from './logKeys.ts';
import { placesIn } from './postings.ts';

export type Segment = RowOf<typeof logSegments>;

/** The segments of the log, in order. */
export async function segmentsOf(db: Kysely<Database>): Promise<readonly Segment[]> {
  const { rows } = await sql<Segment>`select * from log_segments order by n`.execute(db);
  return rows;
}

/** The first of so many segments are looked into at once: a common value is found in these, a rare one in few more steps. */
const FIRST = 4;
const TIMES = 4;
/** Buckets that are read with one statement at most. */
const MOST_BUCKETS = 512;

/**
 * The places at which some row may have a value of each group, segment by segment. A few others are among them, since values
 * share hashes.
 */
export async function* placesOf(
  db: Kysely<Database>,
  segments: readonly Segment[],
  groups: readonly (readonly LogKey[])[],
  descending: boolean,
): AsyncGenerator<readonly number[]> {
  const hashes = groups.map((keys) => keys.map(hashOfKey));
  const buckets = [...new Set(hashes.flatMap((group) => group.map(({ bucket }) => bucket)))];
  const most = Math.max(1, Math.floor(MOST_BUCKETS / buckets.length));
  const ordered = descending ? segments.toReversed() : segments;
  for (let from = 0, many = FIRST; from < ordered.length; many *= TIMES) {
    const some = ordered.slice(from, from + Math.min(many, most));
    from += some.length;
    const ids = some.flatMap(({ n }) => buckets.map((bucket) => n * BUCKETS + bucket));
    const { rows } = await sql<RowOf<typeof logPostings>>`select id, postings from ${sql.table(logPostings.name)}
      where id in (${sql.raw(ids.join(', '))})`.execute(db);
    const found = new Map(rows.map(({ id, postings }) => [id, postings]));
    for (const { n, first } of some) {
      const encoded = (bucket: number) => found.get(n * BUCKETS + bucket) ?? '';
      const size = (group: (typeof hashes)[number]) =>
        group.reduce((sum, { bucket }) => sum + encoded(bucket).length, 0);
      let places: ReadonlySet<number> | undefined;
      // The shortest first: what has none of these need not be decoded.
      for (const group of hashes.toSorted((a, b) => size(a) - size(b))) {
        if (places?.size === 0) break;
        const own = new Set(group.flatMap(({ bucket, tag }) => placesIn(encoded(bucket), tag, first)));
        places = places ? places.intersection(own) : own;
      }
      if (places && places.size > 0) {
        const sorted = Float64Array.from(places).sort();
        yield Array.from(descending ? sorted.reverse() : sorted);
      }
    }
  }
}
