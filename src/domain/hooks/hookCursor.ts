import type { LogPlace } from '../log/logEntry.ts';
import type { Gap, HookCursor } from './eventHook.ts';

/** Sorts behind all ids of log entries, which begin with a figure or a letter up to f. */
const BEHIND_ALL_IDS = '~';

/** The place behind everything that is at a position. */
export const behind = (position: number): LogPlace => ({ position, id: BEHIND_ALL_IDS });

/** The place behind which the next events of a hook are; stretches that it is not sent are jumped over. */
export function nextAfter({ place, gaps }: HookCursor): LogPlace {
  const gap = gaps.find(
    ({ after, until, event }) => event === undefined && after <= place.position && place.position < until,
  );
  return gap ? nextAfter({ place: behind(gap.until), gaps }) : place;
}

/** Whether an event is of a time in which the hook did not want it, or could not be sent it. */
export const isInGap = (gaps: readonly Gap[], event: string, { position }: LogPlace): boolean =>
  gaps.some((gap) => (gap.event === undefined || gap.event === event) && gap.after < position && position <= gap.until);
