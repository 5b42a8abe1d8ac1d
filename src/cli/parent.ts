import { setInterval } from 'node:timers';

const LOOK_MS = 250;

/** The surroundings of a process, for tests. */
interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  parent(): number;
}

const own: Surroundings = { env: process.env, parent: () => process.ppid };

/**
 * Calls `then` once the parent is gone, if this process was started by npm, npx, pnpm or Yarn: they end on SIGTERM without
 * telling the program that they run, which would keep the port. A program that a shell has put into the background, to
 * outlive it, is left alone: nothing of it says `npm_execpath`, or the parent was gone before.
 */
export function whenOrphaned(then: () => void, { env, parent }: Surroundings = own): void {
  if (env.npm_execpath === undefined) return;
  const first = parent();
  const timer = setInterval(() => {
    if (parent() === first) return;
    clearInterval(timer);
    then();
  }, LOOK_MS).unref();
}
