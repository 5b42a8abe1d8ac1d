import { type Kysely, PostgresAdapter, sql } from 'kysely';

/**
 * Users of another provider (null: OKTA), and the link by which a user sets a password: the digest of its token, what it
 * is for and when it ends. A user has one link at most, a newer one takes the place of the older.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text = db.getExecutor().adapter instanceof PostgresAdapter ? 'text collate "C"' : 'text';
  for (const column of ['provider', 'link_digest', 'link_purpose', 'link_expires_at']) {
    await sql.raw(`alter table users add column ${column} ${text}`).execute(db);
  }
  await sql`create unique index users_link_digest on users (link_digest)`.execute(db);
}
