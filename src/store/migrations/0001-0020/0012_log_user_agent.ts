import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** The end user's User-Agent beside the address; empty in entries from before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const type = postgres ? 'text collate "C"' : 'text';
  await sql.raw(`alter table log add column user_agent ${type}`).execute(db);
}
