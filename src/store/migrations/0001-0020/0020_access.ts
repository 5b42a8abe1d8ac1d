import { type Kysely, PostgresAdapter, sql } from 'kysely';

/**
 * Administrators' roles, and what API tokens may do. A token of before could do everything, owned or not: it gets the role
 * SUPER_ADMIN of its own, and keeps it when its owner has none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const text = sql.raw(postgres ? 'text collate "C"' : 'text');
  for (const column of ['role', 'scopes', 'networks', 'expires_at', 'last_used_at']) {
    await sql`alter table api_tokens add column ${sql.raw(column)} ${text}`.execute(db);
  }
  await sql`update api_tokens set role = 'SUPER_ADMIN'`.execute(db);
  await sql`create table user_roles (
    id ${text} primary key,
    user_id ${text} not null references users (id) on delete cascade,
    role ${text} not null,
    created_at ${text} not null,
    unique (user_id, role)
  )`.execute(db);
  await sql`create table super_admin_lock (id ${text} primary key)`.execute(db);
  await sql`insert into super_admin_lock (id) values ('1')`.execute(db);
}
