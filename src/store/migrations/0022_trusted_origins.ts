import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Origins of web pages that may call the API. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Text is compared by its code points on both engines, whatever the database's locale.
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table trusted_origins (
    id ${text} primary key,
    name ${text} not null,
    origin ${text} not null unique,
    scopes ${text} not null,
    status ${text} not null,
    created_at ${text} not null,
    created_by ${text} not null,
    updated_at ${text} not null,
    updated_by ${text} not null,
    version integer not null
  )`.execute(db);
}
