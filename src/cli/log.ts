import { type Logger, pino } from 'pino';

/** One JSON line an event on stderr, buffered; stdout stays free for what a script waits for. */
export function createLogger(): Logger & { flushSync(): void } {
  const destination = pino.destination({ fd: 2, sync: false, minLength: 4096, periodicFlush: 200 });
  return Object.assign(pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination), {
    flushSync: () => destination.flushSync(),
  });
}

export type CofactorLogger = ReturnType<typeof createLogger>;

/** What the HTTP layer writes to it. */
export const serverLog = (logger: CofactorLogger) => ({
  request: (line: object) => logger.info(line),
  failure: (error: unknown, requestId: string) => logger.error({ err: error, requestId }, 'request failed'),
});
