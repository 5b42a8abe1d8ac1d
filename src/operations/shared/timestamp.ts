/** UTC to the second, with the `.000Z` that Okta's objects end with (fact 15). */
export function timestamp(at: Temporal.Instant): string {
  const ms = at.epochMilliseconds;
  return new Date(ms - (ms % 1000)).toISOString();
}
