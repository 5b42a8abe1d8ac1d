import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Providers of messages as administrators set them up; `settings` are sealed, for they hold the vendors' secrets. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Text is compared by its code points on both engines, whatever the database's locale.
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table message_providers (
    id ${text} primary key,
    type ${text} not null,
    name ${text} not null unique,
    enabled integer not null,
    channels ${text} not null,
    routes ${text} not null,
    priority integer not null,
    weight integer not null,
    settings ${text} not null,
    created_at ${text} not null,
    updated_at ${text} not null,
    version integer not null
  )`.execute(db);
}
