import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../schema/database.ts';
import { log } from '../schema/log.ts';
import type { RowOf } from '../schema/table.ts';
import type { LogKey, LogKeyName, LogQuery } from '../searches.ts';
import { text } from '../shared/columns.ts';

type LogRow = RowOf<typeof log>;

/**
 * An entry's place follows from when it was committed, its time from the clock of the process that made it, before that. The
 * two are farther apart than this only where a request takes longer or clocks differ by more.
 */
const APART = Temporal.Duration.from({ minutes: 2 });

/** Conditions of which each has an index. What users do themselves is not in that of actors, but in that of users. */
const conditionsOf: Readonly<Record<LogKeyName, readonly string[]>> = {
  event: ['event = '],
  outcome: ['outcome = '],
  actor: ['actor_id <> user_id and actor_id = ', 'actor_id = user_id and user_id = '],
  target: ['user_id = ', 'factor_id = ', 'object_id = '],
  address: ['address = '],
  request: ['request_id = '],
};

/**
 * One page of the log in the order of places. Each key is looked up in an index of its own, which has the places in order,
 * and what they give is merged: no page reads more than `limit` rows for each.
 */
export async function pageOfLog(db: Kysely<Database>, query: LogQuery): Promise<readonly LogRow[]> {
  const within = sql.join(bounds(query), sql` and `);
  const direction = sql.raw(query.descending ? 'desc' : 'asc');
  const order = sql`order by position ${direction}, id ${direction} limit ${query.limit}`;
  const rows = (where: RawBuilder<unknown>) =>
    sql`select ${sql.raw(log.names.join(', '))} from log where ${where} ${order}`;
  const lookups = query.keys?.flatMap(conditions) ?? [sql`1 = 1`];
  const parts = lookups.map((condition) => sql`select * from (${rows(sql`${condition} and ${within}`)}) as one`);
  const all =
    parts.length === 1 ? sql`${parts[0]}` : sql`select * from (${sql.join(parts, sql` union `)}) as several ${order}`;
  const { rows: found } = await sql<LogRow>`${all}`.execute(db);
  return found;
}

const conditions = ({ name, value }: LogKey): readonly RawBuilder<SqlBool>[] =>
  conditionsOf[name].map((condition) => sql<SqlBool>`${sql.raw(condition)}${value}`);

/** The places and the times between which a page lies. There is no index of both: times are turned into places first. */
function bounds({ since, until, settled, descending, after }: LogQuery): readonly RawBuilder<SqlBool>[] {
  const conditions: RawBuilder<SqlBool>[] = [sql`1 = 1`];
  if (settled) conditions.push(sql`position < (select position from log_horizon)`);
  if (since) {
    const before = text(since.subtract(APART));
    conditions.push(sql`at >= ${text(since)}`);
    conditions.push(
      sql`position >= coalesce((select position from log where at < ${before} order by at desc limit 1), 0)`,
    );
  }
  if (until) {
    const later = text(until.add(APART));
    conditions.push(sql`at < ${text(until)}`);
    conditions.push(
      sql`position <= coalesce((select position from log where at > ${later} order by at limit 1), ${sql.lit(HIGHEST)})`,
    );
  }
  if (after) {
    const [beyond, from] = descending ? (['<', '<='] as const) : (['>', '>='] as const);
    conditions.push(sql`position ${sql.raw(from)} ${after.position}`);
    conditions.push(sql`(position, id) ${sql.raw(beyond)} (${after.position}, ${after.id})`);
  }
  return conditions;
}

const HIGHEST = Number.MAX_SAFE_INTEGER;
