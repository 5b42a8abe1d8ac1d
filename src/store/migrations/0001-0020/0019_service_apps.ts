import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Service apps (OAuth 2.0 clients), and the keys that access tokens are signed with: those are sealed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Text is compared by its code points on both engines, whatever the database's locale.
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table service_apps (
    id ${text} primary key,
    label ${text} not null,
    status ${text} not null,
    dpop_bound integer not null,
    jwks_uri ${text},
    keys ${text} not null,
    grants ${text} not null,
    roles ${text} not null,
    epoch integer not null,
    shown ${text} not null,
    created_at ${text} not null,
    updated_at ${text} not null,
    version integer not null
  )`.execute(db);
  await sql`create table signing_keys (
    kid ${text} primary key,
    generation integer not null unique,
    key ${text} not null,
    created_at ${text} not null
  )`.execute(db);
}
