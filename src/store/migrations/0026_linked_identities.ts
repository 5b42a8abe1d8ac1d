import { type Kysely, PostgresAdapter, sql } from 'kysely';

/**
 * Identities at OpenID providers that users are linked to, and the sessions that were begun there. A session that no factor of
 * ours proved has an empty `factor_id`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table linked_identities (
    issuer ${text} not null,
    subject ${text} not null,
    user_id ${text} not null references users (id) on delete cascade,
    roles ${text} not null,
    created_at ${text} not null,
    primary key (issuer, subject),
    unique (user_id, issuer)
  )`.execute(db);
  await sql`alter table admin_sessions add column issuer ${text}`.execute(db);
  await sql`alter table admin_sessions add column roles ${text}`.execute(db);
}
