import { type Kysely, sql } from 'kysely';

/** The record of every message: what was sent, by whom, and what became of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table messages (
    user_id text not null,
    id text not null,
    factor_id text not null,
    channel text not null,
    purpose text not null,
    recipient text not null,
    country text,
    template_id text,
    language text,
    challenge_id text,
    status text not null,
    attempts text not null,
    reason text,
    created_at text not null,
    expires_at text not null,
    sent_at text,
    reported_at text,
    verified_at text,
    request_id text not null,
    primary key (user_id, id)
  )`.execute(db);
  await sql`create table message_references (
    provider text not null,
    reference text not null,
    user_id text not null,
    message_id text not null,
    primary key (provider, reference)
  )`.execute(db);
}
