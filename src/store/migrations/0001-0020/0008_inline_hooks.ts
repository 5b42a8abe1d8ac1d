import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Inline hooks; `target` is sealed, for it holds their secrets. Which one of a type is active has a table of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Text is compared by its code points on both engines, whatever the database's locale.
  const text = sql.raw(db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text');
  await sql`create table inline_hooks (
    id ${text} primary key,
    type ${text} not null,
    name ${text} not null,
    target ${text} not null,
    created_at ${text} not null,
    updated_at ${text} not null,
    version integer not null
  )`.execute(db);
  // One row a type makes a second active hook impossible; the reference makes it impossible to delete an active one.
  await sql`create table active_inline_hooks (
    type ${text} primary key,
    hook_id ${text} not null references inline_hooks (id)
  )`.execute(db);
}
