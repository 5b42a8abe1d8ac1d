import { type Kysely, PostgresAdapter, sql } from 'kysely';

/**
 * Event hooks; `target` is sealed, for it holds their secrets. The outbox is the log itself: a hook has a place in it, and rows
 * of its own only for what it has not taken (ADR 14).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table event_hooks (
    id ${text} primary key,
    name ${text} not null,
    description ${text},
    status ${text} not null,
    verification ${text} not null,
    subscription ${text} not null,
    target ${text} not null,
    created_by ${text},
    created_at ${text} not null,
    updated_at ${text} not null,
    version integer not null
  )`.execute(db);
  await sql`create table event_hook_cursors (
    hook_id ${text} primary key references event_hooks (id) on delete cascade,
    position bigint not null,
    log_id ${text} not null,
    gaps ${text} not null,
    stopped ${text},
    claim ${text},
    claimed_until bigint not null
  )`.execute(db);
  await sql`create table event_hook_deliveries (
    hook_id ${text} not null references event_hooks (id) on delete cascade,
    log_position bigint not null,
    log_id ${text} not null,
    status ${text} not null,
    attempts integer not null,
    reason ${text} not null,
    failed_at ${text} not null,
    next_at bigint not null,
    primary key (hook_id, log_id)
  )`.execute(db);
  await sql`create index event_hook_deliveries_due on event_hook_deliveries (hook_id, status, next_at)`.execute(db);
}
