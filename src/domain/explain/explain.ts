import { diagnose } from './diagnose.ts';
import type { Explanation, History } from './history.ts';
import { timelineOf } from './timeline.ts';

/** Tells what happened to a user's codes, and what to do next. */
export const explain = (history: History): Explanation => ({
  timeline: timelineOf(history),
  diagnosis: diagnose(history),
});
