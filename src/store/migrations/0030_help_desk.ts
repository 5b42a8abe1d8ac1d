import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Requests of the help desk to act on users; they go with the users. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table help_desk_requests (
    id ${text} primary key,
    user_id ${text} not null references users (id) on delete cascade,
    action ${text} not null,
    factor_ids ${text} not null,
    remaining ${text} not null,
    status ${text} not null,
    approval ${text} not null,
    factor_id ${text},
    transaction_id ${text},
    requester ${text} not null,
    requester_user_id ${text},
    decided_by ${text},
    reason ${text},
    ticket ${text},
    created_at ${text} not null,
    expires_at ${text} not null,
    used_at ${text},
    version integer not null
  )`.execute(db);
  await sql`create index help_desk_requests_user on help_desk_requests (user_id, created_at)`.execute(db);
  await sql`create index help_desk_requests_created on help_desk_requests (created_at)`.execute(db);
}
