import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** The log has what the actor of an entry was, and might do, at the time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  await sql`alter table log add column principal ${sql.raw(postgres ? 'text collate "C"' : 'text')}`.execute(db);
}
