import type { EventType } from '../../contract/log/events.ts';
import type { LogEntry } from '../../domain/log/logEntry.ts';
import type { Engine, Row } from '../engine.ts';
import { instant, optional, text } from '../shared/columns.ts';
import type { LogReads } from '../store.ts';
import type { Writers } from '../writers.ts';
import { nextLogId } from './logId.ts';

const columns = 'at, event, outcome, reason, factor_id, actor, request_id, address, detail';

export function logReads(engine: Engine): LogReads {
  return {
    async ofUser(userId) {
      const statement = { text: `select ${columns} from log where user_id = $1 order by id`, values: [userId] };
      return (await engine.read(statement)).map((row) => toEntry(row, userId));
    },
    async recent(userId, most) {
      const text = `select ${columns} from log where user_id = $1 order by id desc limit $2`;
      return (await engine.read({ text, values: [userId, most] })).map((row) => toEntry(row, userId)).reverse();
    },
  };
}

function toEntry(row: Row, userId: string): LogEntry {
  return {
    at: instant(row.at),
    event: row.event as EventType,
    outcome: row.outcome as LogEntry['outcome'],
    userId,
    ...optional('reason', row.reason as string | null),
    ...optional('factorId', row.factor_id as string | null),
    ...optional('actor', row.actor as string | null),
    ...optional('requestId', row.request_id as string | null),
    ...optional('address', row.address as string | null),
    ...optional('detail', row.detail === null ? undefined : (JSON.parse(row.detail as string) as LogEntry['detail'])),
  };
}

/** The columns of the log, in the order of `logRow`. */
export const logColumns = [
  'user_id',
  'id',
  'at',
  'event',
  'outcome',
  'reason',
  'factor_id',
  'actor',
  'request_id',
  'address',
  'detail',
] as const;

/** An entry as its row. Ids are UUIDv7: within a user they go by time, so the key is also the order. */
export function logRow(entry: LogEntry): Readonly<Record<(typeof logColumns)[number], string | null>> {
  return {
    user_id: entry.userId,
    id: nextLogId(),
    at: text(entry.at),
    event: entry.event,
    outcome: entry.outcome,
    reason: entry.reason ?? null,
    factor_id: entry.factorId ?? null,
    actor: entry.actor ?? null,
    request_id: entry.requestId ?? null,
    address: entry.address ?? null,
    detail: entry.detail ? JSON.stringify(entry.detail) : null,
  };
}

const insertText = `insert into log (${logColumns}) values (${logColumns.map((_, index) => `$${index + 1}`)})`;

export const logWrites: Writers<'log'> = {
  *log({ entry }) {
    const row = logRow(entry);
    yield { text: insertText, values: logColumns.map((column) => row[column]) };
    return 'done';
  },
};
