import { type Kysely, PostgresAdapter, sql } from 'kysely';

/**
 * The requesters a user knows have a table of their own, and go with the user. The addresses that were remembered among
 * the budgets, as `known:<user>@<network>`, move there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const text = sql.raw(postgres ? 'text collate "C"' : 'text');
  await sql`create table known_requesters (
    user_id ${text} not null references users (id) on delete cascade,
    name ${text} not null,
    until_ms bigint not null,
    primary key (user_id, name)
  )`.execute(db);
  const at = sql.raw(postgres ? `strpos(key, '@')` : `instr(key, '@')`);
  await sql`insert into known_requesters (user_id, name, until_ms)
    select u.id, substr(key, ${at} + 1), until_ms from limits
      join users u on u.id = substr(key, 7, ${at} - 7)
      where key like 'known:%@%'`.execute(db);
  await sql`delete from limits where key like 'known:%@%'`.execute(db);
}
