import type { EventType } from '../contract/events.ts';
import type { Applied } from './change.ts';
import type { Engine, Steps } from './engine.ts';
import { nextLogId } from './logId.ts';
import type { LogEntry } from './records.ts';
import { instant, optional, text } from './rows.ts';
import type { LogReads } from './store.ts';

export function logReads(engine: Engine): LogReads {
  return {
    async ofUser(userId) {
      const rows = await engine.read({
        text: `select at, event, outcome, reason, factor_id, actor, request_id, address, detail
          from log where user_id = $1 order by id`,
        values: [userId],
      });
      return rows.map((row) => ({
        at: instant(row.at),
        event: row.event as EventType,
        outcome: row.outcome as LogEntry['outcome'],
        userId,
        ...optional('reason', row.reason as string | null),
        ...optional('factorId', row.factor_id as string | null),
        ...optional('actor', row.actor as string | null),
        ...optional('requestId', row.request_id as string | null),
        ...optional('address', row.address as string | null),
        ...optional(
          'detail',
          row.detail === null ? undefined : (JSON.parse(row.detail as string) as LogEntry['detail']),
        ),
      }));
    },
  };
}

/** Ids are UUIDv7: within a user they go by time, so the key is also the order. */
export function* insertLog(entry: LogEntry): Steps<Applied> {
  yield {
    text: `insert into log (user_id, id, at, event, outcome, reason, factor_id, actor, request_id, address, detail)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      entry.userId,
      nextLogId(),
      text(entry.at),
      entry.event,
      entry.outcome,
      entry.reason ?? null,
      entry.factorId ?? null,
      entry.actor ?? null,
      entry.requestId ?? null,
      entry.address ?? null,
      entry.detail ? JSON.stringify(entry.detail) : null,
    ],
  };
  return 'done';
}
