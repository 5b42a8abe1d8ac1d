/** Seconds between the attempts of a delivery; after these it is half an hour. */
const FIRST_DELAYS = [10, 30, 120, 600];
const DELAY = 1_800;
/** A day and a half hour in all. */
const MOST_ATTEMPTS = 52;

/** Seconds until the next attempt after so many that failed; undefined when it is given up. */
export const delayAfter = (attempts: number): number | undefined =>
  attempts >= MOST_ATTEMPTS ? undefined : (FIRST_DELAYS[attempts - 1] ?? DELAY);
