import { commonPlaces, type Place } from '../http/home/routes.ts';
import type { Service } from '../service.ts';
import type { CofactorLogger } from './log/log.ts';
import { whenOrphaned } from './parent.ts';

const GRACE_MS = 10_000;

interface RunOptions {
  /** Milliseconds between SIGTERM and the last request that is accepted. */
  readonly drainMs?: number;
  /** Pages besides those of every service. */
  readonly more?: readonly Place[];
  /** The API token of development mode. */
  readonly token?: string;
}

/** The lines of a start: the first is for programs, the others say what the first page of the service says. */
export function startText(url: string, places: readonly Place[], token?: string): string {
  const rows = places.map(({ name, path }) => [name, `${url}/${path}`]);
  if (token !== undefined) rows.push(['API token', `${token} (authorization: SSWS ${token})`]);
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return [`listening on ${url}`, ...rows.map(([name = '', value]) => `  ${name.padEnd(width)}  ${value}`), ''].join(
    '\n',
  );
}

/**
 * Says where the service listens, and stops it on a signal; then exits 0. SIGTERM comes from a machine, which needs
 * `drainMs` to notice that `/readyz` says 503 and to send requests elsewhere; SIGINT, or a second SIGTERM, from a person
 * who is waiting. Requests in flight are finished in any case.
 */
export function runUntilStopped(
  service: Service,
  logger: CofactorLogger,
  { drainMs = 0, more = [], token }: RunOptions = {},
): void {
  let drained: NodeJS.Timeout | undefined;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    clearTimeout(drained);
    const late = setTimeout(() => process.exit(0), GRACE_MS);
    await service.close();
    clearTimeout(late);
    logger.flushSync();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  const terminate = () => {
    if (drained !== undefined || drainMs === 0) return void stop();
    service.drain();
    logger.info({ seconds: drainMs / 1_000 }, 'draining: /readyz says 503 and requests are still served');
    drained = setTimeout(stop, drainMs);
  };
  process.on('SIGTERM', terminate);
  whenOrphaned(terminate);
  // Not before: whoever reads this line may send a signal at once.
  process.stdout.write(startText(service.url, [...more, ...commonPlaces], token));
}
