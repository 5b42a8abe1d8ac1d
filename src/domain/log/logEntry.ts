import type { Principal } from '../../contract/access/principal.ts';
import type { EventType } from '../../contract/log/events.ts';

/** One occurrence of an event. Never holds a code, a secret or a full phone number. */
export interface LogEntry {
  /** A UUIDv7, where it was drawn before the entry was written. */
  readonly id?: string;
  readonly at: Temporal.Instant;
  readonly event: EventType;
  readonly outcome: 'SUCCESS' | 'FAILURE' | 'DENY';
  /** The machine's reason: `WRONG_CODE`, `EXPIRED`, … */
  readonly reason?: string;
  /** The user it happened to, or the system (`''`). */
  readonly userId: string;
  readonly factorId?: string;
  /** Id of the principal that asked: an API token, a service app, a session or a device. */
  readonly actor?: string;
  /** Its kind, the person in whose name it acted, and the roles, scopes and session it had at the time. */
  readonly principal?: Omit<Principal, 'id'>;
  readonly requestId?: string;
  /** The end user's address as the caller reported it. */
  readonly address?: string;
  /** The end user's `User-Agent` as the caller passed it on, cut off at 512 characters. */
  readonly userAgent?: string;
  readonly detail?: Readonly<Record<string, string>>;
}

/** The place of an entry in the whole log. */
export interface LogPlace {
  /** Grows with time; entries that were written together may share one, and go by their ids. */
  readonly position: number;
  readonly id: string;
}

/** An entry that is stored: the id of its place is its own. */
export interface StoredEntry extends LogEntry {
  readonly place: LogPlace;
}
