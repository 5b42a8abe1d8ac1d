import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Requests that carried an Idempotency-Key, with their replies; both sealed, for they hold codes and secrets. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Text is compared by its code points on both engines, whatever the database's locale.
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table idempotency_keys (
    token_id ${text} not null,
    key_digest ${text} not null,
    attempt ${text} not null,
    request ${text} not null,
    reply ${text},
    changed integer not null,
    held_until_ms bigint not null,
    expires_ms bigint not null,
    primary key (token_id, key_digest)
  )`.execute(db);
  await sql`create index idempotency_keys_expires on idempotency_keys (expires_ms)`.execute(db);
}
