import { type Kysely, PostgresAdapter, sql } from 'kysely';

/**
 * The log is found by an index of its own, which is written for many rows at once when they are there (ADR 13), and no more
 * by indexes that every row is entered into. What is there already is indexed while the service runs.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const text = sql.raw(postgres ? 'text collate "C"' : 'text');
  for (const column of former) await sql`drop index if exists ${sql.ref(`log_${column}`)}`.execute(db);
  await sql`create table log_segments (
    n integer not null primary key,
    first bigint not null,
    through bigint not null,
    entries integer not null,
    first_at ${text} not null,
    last_at ${text} not null
  )`.execute(db);
  await sql`create table log_postings (id integer not null primary key, postings ${text} not null)`.execute(db);
  // Packed numbers do not get smaller.
  if (postgres) await sql`alter table log_postings alter column postings set storage external`.execute(db);
}

const former = [
  ...['user_id', 'factor_id', 'event', 'outcome', 'object_id', 'address', 'request_id'],
  ...['actor_id', 'at'],
];
