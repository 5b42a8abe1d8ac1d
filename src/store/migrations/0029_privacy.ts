import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Settings of retention, and what outlives users who are deleted: their budgets, and what is still to be erased of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Text is compared by its code points on both engines, whatever the database's locale.
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table left_budgets (
    mark ${text} not null,
    key ${text} not null,
    used integer not null,
    until_ms bigint not null,
    forget_ms bigint not null,
    primary key (mark, key)
  )`.execute(db);
  await sql`create table erasures (
    user_id ${text} primary key,
    passes integer not null,
    due_ms bigint not null
  )`.execute(db);
  await sql`create table retention (
    name ${text} primary key,
    days integer not null,
    least_days integer not null,
    due_ms bigint not null,
    next_ms bigint not null
  )`.execute(db);
}
