import { type Logger, pino } from 'pino';
import { createLogLines } from './logLines.ts';

const { isoTime } = pino.stdTimeFunctions;
const INFO = 30;

/** One JSON line an event on stderr, buffered; stdout stays free for what a script waits for. */
export function createLogger(): Logger & { flushSync(): void; plain(line: object): void } {
  const lines = createLogLines(pino.destination({ fd: 2, sync: false }));
  process.once('exit', () => lines.flushSync());
  return Object.assign(pino({ base: null, timestamp: isoTime }, lines), {
    flushSync: () => lines.flushSync(),
    /** `info` for lines that hold no errors and no objects, and of which there are many. */
    plain: (line: object) => lines.write(`{"level":${INFO}${isoTime()},${JSON.stringify(line).slice(1)}\n`),
  });
}

export type CofactorLogger = ReturnType<typeof createLogger>;

/** What the HTTP layer writes to it. */
export const serverLog = (logger: CofactorLogger) => ({
  request: (line: object) => logger.plain(line),
  failure: (error: unknown, requestId: string) => logger.error({ err: error, requestId }, 'request failed'),
});
