import { clearTimeout, setTimeout } from 'node:timers';

/** Waits for work no longer than so many milliseconds, and does not mind how it ends. */
export async function withinMs(most: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, most);
  });
  await Promise.race([work.catch(() => {}), late]);
  clearTimeout(timer);
}
