import { createHash } from 'node:crypto';
import type { LogPlace } from '../log/logEntry.ts';
import type { HookTarget } from './inlineHook.ts';

/** A service of an administrator's that is told of events of the system log (fact 196). */
export interface EventHook {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly status: 'ACTIVE' | 'INACTIVE';
  /** Whether its address has shown that it wants to be called. */
  readonly verification: 'VERIFIED' | 'UNVERIFIED';
  readonly subscription: Subscription;
  /** Sealed at rest as a whole: URLs and headers may hold secrets too. */
  readonly target: HookTarget;
  /** The person who made it, or the credential where no person is known. */
  readonly createdBy?: string;
  readonly created: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
  /** Counts writes; a save happens only when it still matches. */
  readonly version: number;
}

/** The types of events a hook wants, and expressions that events of some of them must fulfil. */
export interface Subscription {
  readonly items: readonly string[];
  readonly filters: readonly { readonly event: string; readonly expression: string }[];
}

/** Only hooks that are both are sent anything (fact 196). */
export const isDeliverable = ({ status, verification }: Pick<EventHook, 'status' | 'verification'>): boolean =>
  status === 'ACTIVE' && verification === 'VERIFIED';

/** Hooks of an organization that are sent events, and hooks in all. The first is Okta's. */
export const MAX_ACTIVE_EVENT_HOOKS = 25;
export const MAX_EVENT_HOOKS = 100;

/** A time, in ISO 8601, whose events (of one type, or all) a hook is not sent: from `since` on, and before `until`. */
export interface Gap {
  readonly since?: string;
  readonly until: string;
  readonly event?: string;
}

/** The place up to which a hook has been sent the log. */
export interface HookCursor {
  readonly place: LogPlace;
  readonly gaps: readonly Gap[];
}

/** An event that a hook has not taken: its place in the log, which alone has what happened. */
export interface Undelivered {
  readonly place: LogPlace;
  readonly status: 'WAITING' | 'DEAD';
  readonly attempts: number;
  /** The answer, for administrators: nothing of the address, nothing of what was answered. */
  readonly reason: string;
  readonly failedAt: Temporal.Instant;
  /** The time of the next attempt, while there is one. */
  readonly nextAt: Temporal.Instant;
}

/** Changes of event hooks and of what they were sent. */
export type EventHookWrite =
  | { readonly do: 'insertEventHook'; readonly hook: EventHook }
  | { readonly do: 'saveEventHook'; readonly before: EventHook; readonly hook: EventHook }
  | { readonly do: 'removeEventHook'; readonly hook: EventHook }
  /** Takes the delivery of a hook's events for one process; `stale` while another has it. */
  | {
      readonly do: 'claimEventHook';
      readonly id: string;
      readonly claim: string;
      readonly now: Temporal.Instant;
      readonly until: Temporal.Instant;
    }
  /** Writes the result of a round of deliveries; `stale` when another process has taken over. */
  | {
      readonly do: 'settleEventHook';
      readonly id: string;
      readonly claim: string;
      readonly until: Temporal.Instant;
      readonly place?: LogPlace;
      readonly failed: readonly Undelivered[];
      /** Ids of entries of the log that it has taken now, or whose entry is gone. */
      readonly taken: readonly string[];
    }
  /** Has everything that was not taken sent again at once. */
  | { readonly do: 'replayEventHook'; readonly id: string; readonly at: Temporal.Instant };

/** The id under which a hook is sent an event, however often: a UUID of version 8 (RFC 9562 section 5.8). */
export function deliveryId(hookId: string, logId: string): string {
  const hex = createHash('sha256').update(`${hookId} ${logId}`).digest('hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
