import type { Connection } from './client.ts';
import type { Deadline } from './deadline.ts';
import { ReadOnlyServer } from './failures.ts';
import type { Settings } from './transactionTexts.ts';

/** The requirements of a new connection, and the settings of its session. */
interface SessionOptions {
  /** Only a server that accepts writes will do. */
  readonly writable: boolean;
  readonly settings: Settings;
}

/** Fails unless the server accepts writes: a standby, or one that was made read-only, does not. */
export async function requireWritable(connection: Connection, deadline: Deadline): Promise<void> {
  const asked = connection.query(
    `select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as "readOnly"`,
  );
  const { rows } = await deadline.within(asked);
  if (rows[0]?.readOnly !== false) throw new ReadOnlyServer('the server is read-only');
}

/**
 * Makes the settings of a session once instead of with every transaction. Only where the process that answers is the one
 * that introduced itself (BackendKeyData): a pooler introduces itself, and hands the session to others in between.
 */
export async function openSession(
  connection: Connection,
  { writable, settings }: SessionOptions,
  deadline: Deadline,
): Promise<void> {
  if (writable) await requireWritable(connection, deadline);
  const texts = Object.entries(settings).map(([name, value]) => `set ${name} = ${value}`);
  if (texts.length === 0) return;
  const { rows } = await deadline.within(connection.query('select pg_backend_pid() as pid'));
  if (rows[0]?.pid !== connection.processID) return;
  await deadline.within(connection.query(texts.join('; ')));
  connection.isDirect = true;
}
