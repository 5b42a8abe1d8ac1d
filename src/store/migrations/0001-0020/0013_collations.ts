import { type Kysely, PostgresAdapter, sql } from 'kysely';

/**
 * Text that 0004, 0005 and 0011 left to the database's locale is compared by code points as all other text is, so that
 * both engines sort and page alike. PostgreSQL rebuilds the keys and indexes of these columns with them, and checks the
 * foreign key of transactions again; a table is locked while that lasts. Processes of the version before must not run any
 * more: PostgreSQL refuses the statements on these tables that they have prepared. On SQLite text is always compared so.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return;
  for (const [table, columns] of Object.entries(tables)) {
    const changes = columns.map((column) => sql`alter column ${sql.ref(column)} type text collate "C"`);
    await sql`alter table ${sql.table(table)} ${sql.join(changes)}`.execute(db);
  }
}

const tables = {
  enrollment_settings: ['document'],
  messages: [
    ...['user_id', 'id', 'factor_id', 'channel', 'purpose', 'recipient', 'country', 'template_id', 'language'],
    ...['challenge_id', 'status', 'attempts', 'reason', 'created_at', 'expires_at', 'sent_at', 'reported_at'],
    ...['verified_at', 'request_id'],
  ],
  message_references: ['provider', 'reference', 'user_id', 'message_id'],
  transactions: ['user_id', 'id', 'factor_id', 'status', 'created_at', 'state'],
};
