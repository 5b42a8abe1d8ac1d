import { type Kysely, PostgresAdapter, sql } from 'kysely';

/**
 * Phone numbers and e-mail addresses are sealed, with keyed hashes beside them. SQL alone cannot seal: the program does it
 * with what is there, after it was started (`store/sealAddresses.ts`), and empties `unsealed_phones`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const text = sql.raw(postgres ? 'text collate "C"' : 'text');
  await sql`alter table limits add column sealed_key ${text}`.execute(db);
  await sql`alter table messages add column address ${text}`.execute(db);
  await sql`alter table messages add column address_hash ${text}`.execute(db);
  await sql`alter table messages add column tail_hash ${text}`.execute(db);
  await sql`alter table phones rename to unsealed_phones`.execute(db);
  await sql`create table phones (
    user_id ${text} not null references users (id) on delete cascade,
    channel ${text} not null,
    id ${text} not null,
    address ${text} not null,
    address_hash ${text} not null,
    tail_hash ${text} not null,
    verified integer not null,
    primary key (user_id, channel)
  )`.execute(db);
  await sql`create index phones_address on phones (address_hash)`.execute(db);
  await sql`create index phones_tail on phones (tail_hash)`.execute(db);
}
