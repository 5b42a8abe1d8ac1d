import type { Service } from '../service.ts';
import type { CofactorLogger } from './log/log.ts';

const GRACE_MS = 10_000;

/** Says where the service listens, and on SIGTERM or SIGINT lets it finish what it is doing; then exits 0. */
export function runUntilStopped(service: Service, logger: CofactorLogger): void {
  process.stdout.write(`listening on ${service.url}\n`);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    const late = setTimeout(() => process.exit(0), GRACE_MS);
    await service.close();
    clearTimeout(late);
    logger.flushSync();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
