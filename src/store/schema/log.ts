import type { EventType } from '../../contract/log/events.ts';
import type { LogEntry } from '../../domain/log/logEntry.ts';
import { document, integer, nullable, table, text, wide } from './table.ts';

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

/** Parts of the log that are indexed, one behind the other from its beginning, numbered without gaps. */
export const logSegments = table('log_segments', {
  n: integer(),
  /** The places of its first and last row; no row can appear between them any more. */
  first: wide(),
  through: wide(),
  entries: integer(),
  /** The earliest and the latest time of its rows. */
  first_at: text(),
  last_at: text(),
});

/** The index of the log: for each segment the places of the values of rows, by hash, in buckets (`store/log/postings.ts`). */
export const logPostings = table('log_postings', {
  /** The number of the segment, times the number of buckets that each has, plus that of the bucket. */
  id: integer(),
  postings: text(),
});
