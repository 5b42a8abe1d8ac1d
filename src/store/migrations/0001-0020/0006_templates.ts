import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Administrators' own texts of messages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Text is compared by its code points on both engines, whatever the database's locale.
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table message_templates (
    channel ${text} not null,
    id ${text} not null,
    document ${text} not null,
    created_at ${text} not null,
    updated_at ${text} not null,
    version integer not null,
    primary key (channel, id)
  )`.execute(db);
}
