import type { Answer } from '../factors.ts';

/** The body of an answer: text that a user typed is a code; other kinds of answers stay as they are. */
export const bodyOf = (answer: string | Answer): Answer => (typeof answer === 'string' ? { passCode: answer } : answer);
