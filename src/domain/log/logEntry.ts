import type { EventType } from '../../contract/log/events.ts';

/** One occurrence of an event. Never holds a code, a secret or a full phone number. */
export interface LogEntry {
  readonly at: Temporal.Instant;
  readonly event: EventType;
  readonly outcome: 'SUCCESS' | 'FAILURE' | 'DENY';
  /** The machine's reason: `WRONG_CODE`, `EXPIRED`, … */
  readonly reason?: string;
  /** The user it happened to, or the system (`''`). */
  readonly userId: string;
  readonly factorId?: string;
  /** The API token that asked. */
  readonly actor?: string;
  readonly requestId?: string;
  /** The end user's address as the caller reported it. */
  readonly address?: string;
  /** The end user's `User-Agent` as the caller passed it on, cut off at 512 characters. */
  readonly userAgent?: string;
  readonly detail?: Readonly<Record<string, string>>;
}
