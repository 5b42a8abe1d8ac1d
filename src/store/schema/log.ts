import type { EventType } from '../../contract/log/events.ts';
import type { LogEntry } from '../../domain/log/logEntry.ts';
import { document, nullable, table, text, wide } from './table.ts';

/** The system log. Rows are only ever added, and removed when they are old. */
export const log = table('log', {
  /**
   * The place among all rows, which the database gives: in the order in which changes were committed, as far as that can
   * be told (ADR 13). Rows that were written together may share one; then they go by id.
   */
  position: wide(),
  user_id: text(),
  id: text(),
  at: text(),
  event: text<EventType>(),
  outcome: text<LogEntry['outcome']>(),
  reason: nullable(text()),
  factor_id: nullable(text()),
  actor: nullable(text()),
  request_id: nullable(text()),
  address: nullable(text()),
  user_agent: nullable(text()),
  detail: nullable(document()),
  /** Kind, person, roles, scopes and session of the actor at the time. */
  principal: nullable(document()),
  /** The actor of the event as the log names it (`domain/log/actor.ts`), by which rows are found. */
  actor_id: nullable(text()),
  /** The target that is neither user nor factor (`domain/log/targets.ts`), by which rows are found. */
  object_id: nullable(text()),
});
