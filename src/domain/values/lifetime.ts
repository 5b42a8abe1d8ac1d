/** The difference that the clocks of two processes may have; a correction that small is not a clock put back. */
export const CLOCK_SKEW = Temporal.Duration.from({ minutes: 1 });

/**
 * Whether a thing that lives for `lifetime`, until `expires`, has ended. So has one that begins in the future: the clock
 * was put back since it was made, and it would live longer than its lifetime.
 */
export function hasEnded(expires: Temporal.Instant, lifetime: Temporal.Duration, now: Temporal.Instant): boolean {
  const longest = now.add(lifetime).add(CLOCK_SKEW);
  return Temporal.Instant.compare(now, expires) >= 0 || Temporal.Instant.compare(expires, longest) > 0;
}
