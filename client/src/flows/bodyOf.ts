import type { Answer } from '../factors.ts';

/** What a user typed is a code; other kinds of answers are as they are. */
export const bodyOf = (answer: string | Answer): Answer => (typeof answer === 'string' ? { passCode: answer } : answer);
