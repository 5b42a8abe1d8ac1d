import { type Kysely, sql } from 'kysely';

/** The settings of authenticators and policies: one row, read with every factor. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table enrollment_settings (
    id integer primary key check (id = 1),
    version integer not null,
    document text not null
  )`.execute(db);
}
