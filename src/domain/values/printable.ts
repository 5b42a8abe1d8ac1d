import { hasLostLetters } from './lostLetters.ts';

/**
 * Whether text is one that databases and logs keep as it is: without control characters, of which PostgreSQL refuses NUL, and
 * without half letters, which two texts have in common once they are stored.
 */
export const isPrintable = (text: string): boolean => !/\p{Cc}/u.test(text) && !hasLostLetters(text);
