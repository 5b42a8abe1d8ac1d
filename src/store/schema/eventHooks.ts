import type { EventHook, Undelivered } from '../../domain/hooks/eventHook.ts';
import { document, integer, milliseconds, nullable, sealed, table, text, wide } from './table.ts';

/** Services that are told of events. */
export const eventHooks = table('event_hooks', {
  id: text(),
  name: text(),
  description: nullable(text()),
  status: text<EventHook['status']>(),
  verification: text<EventHook['verification']>(),
  /** Types of events, and the filters of them. */
  subscription: document(),
  /** URL, headers and secret. */
  target: sealed(),
  created_by: nullable(text()),
  created_at: text(),
  updated_at: text(),
  version: integer(),
});

/** The place up to which each hook has been sent the log (ADR 14). */
export const eventHookCursors = table('event_hook_cursors', {
  hook_id: text(),
  /** The place of the last entry that was looked at; -1 before the hook was ever active and verified. */
  position: wide(),
  log_id: text(),
  /** Times of which the hook is sent nothing. */
  gaps: document(),
  /** The time at which the hook stopped being active and verified; null while it is both. */
  stopped: nullable(text()),
  /** The process that sends, and until when no other may. */
  claim: nullable(text()),
  claimed_until: milliseconds(),
});

/** Events that a hook has not taken. What happened stands in the log alone. */
export const eventHookDeliveries = table('event_hook_deliveries', {
  hook_id: text(),
  log_position: wide(),
  log_id: text(),
  status: text<Undelivered['status']>(),
  attempts: integer(),
  reason: text(),
  failed_at: text(),
  next_at: milliseconds(),
});
