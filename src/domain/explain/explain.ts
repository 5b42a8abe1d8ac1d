import { attacksOn } from './attacks.ts';
import { diagnose } from './diagnose.ts';
import type { Explanation, History } from './history.ts';
import { timelineOf } from './timeline.ts';

/** Tells what happened to a user's codes, who attacks the user, and what to do next. */
export function explain(history: History): Explanation {
  const attacks = attacksOn(history);
  return { timeline: timelineOf(history, attacks), diagnosis: diagnose(history), attacks };
}
