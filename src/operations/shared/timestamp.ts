/** UTC to the second, with the `.000Z` that Okta's objects end with (fact 15). */
export function timestamp(at: Temporal.Instant): string {
  const ms = at.epochMilliseconds;
  return new Date(ms - (ms % 1000)).toISOString();
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/i;

/** A time as callers write it (RFC 3339), without seconds too; undefined for anything else. */
export function readInstant(value: string): Temporal.Instant | undefined {
  try {
    return TIME.test(value) ? Temporal.Instant.from(value.toUpperCase()) : undefined;
  } catch {
    return undefined;
  }
}
