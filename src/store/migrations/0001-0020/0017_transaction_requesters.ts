import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** A question knows who asked it: a new one cancels that of the same requester alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const text = sql.raw(postgres ? 'text collate "C"' : 'text');
  await sql`alter table transactions add column requester ${text} not null default ''`.execute(db);
}
