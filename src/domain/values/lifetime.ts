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

/** The beginning of a thing that says when it ends and how many seconds it lives; undefined where it does not. */
export function begunAt(
  thing: { readonly expires: string; readonly lifetime?: number } | null | undefined,
): Temporal.Instant | undefined {
  if (thing?.lifetime === undefined) return undefined;
  return Temporal.Instant.from(thing.expires).subtract({ milliseconds: Math.round(thing.lifetime * 1_000) });
}
