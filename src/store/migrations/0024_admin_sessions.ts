import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Sessions of administrators; they go with their users. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table admin_sessions (
    id ${text} primary key,
    secret_hash ${text} not null unique,
    user_id ${text} not null references users (id) on delete cascade,
    factor_id ${text} not null,
    created_at ${text} not null,
    used_at ${text} not null,
    proven_at ${text} not null
  )`.execute(db);
  await sql`create index admin_sessions_user on admin_sessions (user_id)`.execute(db);
}
