import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** The organization's pool of YubiKeys, and how far the counters of each seed have come. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Text is compared by its code points on both engines, whatever the database's locale.
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table yubikey_tokens (
    id ${text} primary key,
    serial ${text} not null,
    public_id ${text} not null unique,
    secrets ${text} not null,
    seed_digest ${text} not null,
    created_at ${text} not null,
    activated_at ${text},
    last_verified_at ${text} not null,
    updated_at ${text} not null
  )`.execute(db);
  await sql`create index yubikey_tokens_created on yubikey_tokens (created_at, id)`.execute(db);
  await sql`create index yubikey_tokens_serial on yubikey_tokens (serial, id)`.execute(db);
  // Outlives its token: a seed that is deleted and uploaded again must not make old passcodes new.
  await sql`create table yubikey_counts (
    seed_digest ${text} primary key,
    last_count integer not null
  )`.execute(db);
}
