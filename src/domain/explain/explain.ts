import { attacksOn } from './attacks.ts';
import { diagnose } from './diagnose.ts';
import type { Explanation, History } from './history.ts';
import { timelineOf } from './timeline.ts';

/** Tells what happened to a user's codes, who attacks the user, and what to do next. */
export function explain(history: History): Explanation {
  // A notice has no code that anybody could wait for.
  const codes = { ...history, messages: history.messages.filter(({ purpose }) => purpose !== 'notice') };
  const attacks = attacksOn(codes);
  return { timeline: timelineOf(history, attacks), diagnosis: diagnose(codes), attacks };
}
