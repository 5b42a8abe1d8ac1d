import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Profiles of custom tokens, and which factors were enrolled with which. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Text is compared by its code points on both engines, whatever the database's locale.
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table factor_profiles (
    id ${text} primary key,
    name ${text} not null unique,
    vendor_name ${text} not null,
    settings ${text} not null,
    created_at ${text} not null,
    updated_at ${text} not null
  )`.execute(db);
  // Both keys at once make it impossible to delete a profile while, in parallel, somebody enrolls with it.
  await sql`create table factor_profile_uses (
    claim ${text} primary key references factor_claims (claim) on delete cascade,
    profile_id ${text} not null references factor_profiles (id)
  )`.execute(db);
  await sql`create index factor_profile_uses_profile on factor_profile_uses (profile_id)`.execute(db);
}
