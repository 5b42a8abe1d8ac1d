import type { EventType } from '../../contract/log/events.ts';
import type { LogEntry } from '../../domain/log/logEntry.ts';
import { document, nullable, table, text } from './table.ts';

/** The system log. */
export const log = table('log', {
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
});
