/** A number before its noun: `1 factor`, `3 factors`; `many` where the plural is not the noun with an s. */
export const counted = (count: number, noun: string, many = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : many}`;

/** Seconds in each unit that people speak of, and from how many of it on a smaller unit no longer matters. */
const UNITS = [
  ['day', 86_400, 2],
  ['hour', 3_600, 2],
  ['minute', 60, 1],
] as const;

/**
 * A length of time as a person says it: `30 seconds`, `5 minutes`, `about 3 hours`. One unit only: the largest that does
 * not distort it; "about" tells that it was rounded. Less than a second is `a moment`.
 */
export function spokenDuration(length: Temporal.Duration): string {
  const seconds = Math.round(Math.abs(length.total('seconds')));
  if (seconds === 0) return 'a moment';
  for (const [unit, size, least] of UNITS) {
    const count = Math.round(seconds / size);
    if (seconds < size * least && !(seconds === size)) continue;
    return `${count * size === seconds ? '' : 'about '}${counted(count, unit)}`;
  }
  return counted(seconds, 'second');
}
