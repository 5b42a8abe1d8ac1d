import type { LogEntry, LogPlace } from '../log/logEntry.ts';
import type { Gap } from './eventHook.ts';

/** Sorts behind all ids of log entries, which begin with a figure or a letter up to f. */
const BEHIND_ALL_IDS = '~';

/** The place behind everything that is at a position. */
export const behind = (position: number): LogPlace => ({ position, id: BEHIND_ALL_IDS });

/** Whether something happened at a time when the hook did not want it, or could not be sent it. */
export const isInGap = (gaps: readonly Gap[], { event, at }: Pick<LogEntry, 'event' | 'at'>): boolean =>
  gaps.some(
    (gap) =>
      (gap.event === undefined || gap.event === event) &&
      (gap.since === undefined || Temporal.Instant.compare(at, gap.since) >= 0) &&
      Temporal.Instant.compare(at, gap.until) < 0,
  );
