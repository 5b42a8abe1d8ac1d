import type { EventHook, HookCursor, Undelivered } from '../domain/hooks/eventHook.ts';
import type { StoredEntry } from '../domain/log/logEntry.ts';

/** An event that a hook has not taken; without an entry when the log has it no longer. */
export interface UndeliveredEntry extends Undelivered {
  readonly entry?: StoredEntry;
}

/** A hook without what is sealed of it. */
export type EventHookSummary = Pick<EventHook, 'id' | 'name' | 'status' | 'verification'>;

/** Reads of event hooks, and of what they have and have not been sent. */
export interface EventHookReads {
  byId(id: string): Promise<EventHook | undefined>;
  /** Oldest first. */
  list(): Promise<readonly EventHook[]>;
  /** Oldest first; opens nothing. */
  summaries(): Promise<readonly EventHookSummary[]>;
  /** Ids of the hooks that are active and verified. */
  deliverable(): Promise<readonly string[]>;
  cursor(id: string): Promise<HookCursor | undefined>;
  /** Events that are to be tried again now, in the order of the log. */
  due(id: string, now: Temporal.Instant, limit: number): Promise<readonly UndeliveredEntry[]>;
  /** Events that wait, or were given up, in the order of the log. */
  undelivered(id: string, status: Undelivered['status'], limit: number): Promise<readonly UndeliveredEntry[]>;
  /** Numbers of those that wait and of those that were given up, of one hook or of all. */
  counts(id?: string): Promise<{ readonly waiting: number; readonly dead: number }>;
}
