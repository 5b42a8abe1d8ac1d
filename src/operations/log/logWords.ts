import type { LogEventResource } from '../../contract/log/logEvent.ts';
import { fault } from '../../domain/values/fault.ts';

const MOST_WORDS = 10;
const LONGEST_WORD = 40;

/** The words of `q` in lower case, or 400: at most ten, of at most 40 characters each. */
export function wordsOf(q: string): readonly string[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (/[\p{Cc}--\s]/v.test(q) || !q.isWellFormed()) {
    throw fault('invalidSearch').because('q: The words have unprintable characters.');
  }
  if (words.length > MOST_WORDS) throw fault('invalidSearch').because(`q: Send at most ${MOST_WORDS} words.`);
  if (words.some((word) => [...word].length > LONGEST_WORD)) {
    throw fault('invalidSearch').because(`q: A word has at most ${LONGEST_WORD} characters.`);
  }
  return words;
}

/** Whether every word occurs in some value of an event, without regard to case. */
export function hasWords(words: readonly string[], event: LogEventResource): boolean {
  if (words.length === 0) return true;
  const values: string[] = [];
  collect(event, values);
  return words.every((word) => values.some((value) => value.includes(word)));
}

function collect(from: unknown, into: string[]): void {
  if (typeof from === 'string') into.push(from.toLowerCase());
  else if (typeof from === 'object' && from !== null) for (const value of Object.values(from)) collect(value, into);
}
