/** UTC to the second, with the `.000Z` that Okta's objects end with (fact 15). */
export function timestamp(at: Temporal.Instant): string {
  const ms = at.epochMilliseconds;
  return new Date(ms - (ms % 1000)).toISOString();
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/i;

/** The first and the last time with a year of four digits: as text, others are not in the order of time. */
export const FIRST = Temporal.Instant.from('0000-01-01T00:00:00Z');
const LAST = Temporal.Instant.from('9999-12-31T23:59:59.999999999Z');

/**
 * A time as callers write it (RFC 3339), without seconds too; undefined for anything else, and for what an offset makes a
 * time of the years before 0 or after 9999.
 */
export function readInstant(value: string): Temporal.Instant | undefined {
  try {
    const at = TIME.test(value) ? Temporal.Instant.from(value.toUpperCase()) : undefined;
    return at && Temporal.Instant.compare(at, FIRST) >= 0 && Temporal.Instant.compare(at, LAST) <= 0 ? at : undefined;
  } catch {
    return undefined;
  }
}
