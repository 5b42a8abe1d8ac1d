import { clearTimeout, setTimeout } from 'node:timers';

/** Milliseconds a reading has: less than the ten seconds that Prometheus waits for all of a scrape. */
const MOST_MS = 3_000;

/** A reading; undefined when it fails or takes too long, as those of a database that is away do. */
export async function inTime<T>(read: () => T | Promise<T>, mostMs = MOST_MS): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), mostMs);
  });
  try {
    return await Promise.race([read(), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
