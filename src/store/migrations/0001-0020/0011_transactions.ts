import { type Kysely, sql } from 'kysely';

/** Questions that are answered elsewhere. What is asked, and who asked, is sealed; they go with their factor. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table transactions (
    user_id text not null,
    id text not null,
    factor_id text not null,
    status text not null,
    created_at text not null,
    expires_ms bigint not null,
    state text not null,
    primary key (user_id, id),
    foreign key (user_id, factor_id) references factors (user_id, id) on delete cascade
  )`.execute(db);
  await sql`create index transactions_factor on transactions (user_id, factor_id)`.execute(db);
  await sql`create index transactions_expires on transactions (expires_ms)`.execute(db);
}
