import { actorOf } from '../../domain/log/actor.ts';
import type { LogEntry, LogPlace } from '../../domain/log/logEntry.ts';
import { objectOf } from '../../domain/log/targets.ts';
import type { Engine, Statement } from '../engine.ts';
import { log } from '../schema/log.ts';
import type { RowOf } from '../schema/table.ts';
import { instant, optional, text } from '../shared/columns.ts';
import { insertText, valuesOf } from '../shared/query.ts';
import type { LogReads } from '../store.ts';
import type { Writers } from '../writers.ts';
import { nextLogId } from './logId.ts';
import { pageOfLog } from './logPage.ts';

/** Reads of the system log. */
export function logReads(engine: Engine): LogReads {
  const page: LogReads['page'] = async (query) => {
    const { rows, upTo } = await pageOfLog(engine.inOrder, query);
    const entries = rows.map((row) => ({ ...toEntry(row), place: { position: row.position, id: row.id } }));
    return { entries, ...(upTo && { upTo }) };
  };
  return {
    ofUser: (userId) => newestOf(page, userId, Number.POSITIVE_INFINITY),
    recent: (userId, most) => newestOf(page, userId, most),
    page,
  };
}

const AT_A_TIME = 1_000;

/** The newest entries about a user, oldest first. */
async function newestOf(page: LogReads['page'], userId: string, most: number): Promise<readonly LogEntry[]> {
  const entries: LogEntry[] = [];
  for (let after: LogPlace | undefined; ; ) {
    const limit = Math.min(most - entries.length, AT_A_TIME);
    const keys = [[{ name: 'user', value: userId }]] as const;
    const found = await page({ keys, settled: false, descending: true, limit, ...(after && { after }) });
    entries.push(...found.entries.map(({ place, ...entry }) => entry));
    after = found.upTo ?? (found.entries.length === limit ? found.entries.at(-1)?.place : undefined);
    if (entries.length === most || !after) return entries.reverse();
  }
}

/** A row as the entry it is. */
export function toEntry(row: RowOf<typeof log>): LogEntry {
  return {
    at: instant(row.at),
    event: row.event,
    outcome: row.outcome,
    userId: row.user_id,
    ...optional('reason', row.reason),
    ...optional('factorId', row.factor_id),
    ...optional('actor', row.actor),
    ...optional('principal', row.principal === null ? undefined : (JSON.parse(row.principal) as LogEntry['principal'])),
    ...optional('requestId', row.request_id),
    ...optional('address', row.address),
    ...optional('userAgent', row.user_agent),
    ...optional('detail', row.detail === null ? undefined : (JSON.parse(row.detail) as LogEntry['detail'])),
  };
}

/** A row as it is written: the database gives the position. */
type NewRow = Omit<RowOf<typeof log>, 'position'>;

const { position, ...columns } = log.columns;

/** The columns of a row that is written, by their names. */
export const writtenLog = { ...log, columns, names: log.names.filter((name) => name !== 'position') };

/** An entry as its row. Ids are UUIDv7. */
export function logRow(entry: LogEntry): NewRow {
  return {
    user_id: entry.userId,
    id: entry.id ?? nextLogId(),
    at: text(entry.at),
    event: entry.event,
    outcome: entry.outcome,
    reason: entry.reason ?? null,
    factor_id: entry.factorId ?? null,
    actor: entry.actor ?? null,
    request_id: entry.requestId ?? null,
    address: entry.address ?? null,
    user_agent: entry.userAgent ?? null,
    detail: entry.detail ? JSON.stringify(entry.detail) : null,
    principal: entry.principal ? JSON.stringify(entry.principal) : null,
    actor_id: actorOf(entry).id,
    object_id: objectOf(entry)?.id ?? null,
  };
}

const insertLogText = insertText(writtenLog);

/** The statement that appends an entry. */
export const insertLog = (entry: LogEntry): Statement => ({
  text: insertLogText,
  values: valuesOf(writtenLog, logRow(entry)),
});

/** The write that appends to the system log. */
export const logWrites: Writers<'log'> = {
  *log({ entry }) {
    yield insertLog(entry);
    return 'done';
  },
};
