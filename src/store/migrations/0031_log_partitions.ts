import { type Kysely, PostgresAdapter, sql } from 'kysely';

/**
 * On PostgreSQL the log is partitioned by time (ADR 16). What there is becomes the partition of everything before next week:
 * it is read once, to be sure of that, and not copied. Others are made while the service runs (`store/log/keepPartitions.ts`);
 * `log_default` takes what none is there for, at first everything.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return;
  await sql`alter table log rename to log_before`.execute(db);
  await sql`alter table log_before rename constraint log_pkey to log_before_pkey`.execute(db);
  await sql`create table log (like log_before including defaults) partition by range (at)`.execute(db);
  await sql`create table log_default partition of log (primary key (position, id)) default`.execute(db);
  const { rows } = await sql<{ monday: string; filled: boolean }>`
    select to_char(date_trunc('week', now() at time zone 'UTC') + interval '7 days', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as monday,
      exists (select 1 from log_before) as filled`.execute(db);
  const [{ monday, filled } = { monday: '', filled: false }] = rows;
  if (!filled) {
    await sql`drop table log_before`.execute(db);
    return;
  }
  // Of a clock that went wrong: these must not keep what is there from being a partition.
  await sql`with later as (delete from log_before where at >= ${sql.lit(monday)} returning *)
    insert into log_default select * from later`.execute(db);
  await sql`alter table log attach partition log_before for values from (minvalue) to (${sql.lit(monday)})`.execute(db);
}
