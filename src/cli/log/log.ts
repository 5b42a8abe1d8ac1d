import { type Logger, pino } from 'pino';
import type { RequestLine } from '../../http/requestLog.ts';
import { createLogLines } from './logLines.ts';
import { createRequestText } from './requestText.ts';

/** One JSON line an event on stderr, buffered; stdout stays free for what a script waits for. */
export function createLogger(): Logger & { flushSync(): void; request(line: RequestLine): void } {
  const lines = createLogLines(pino.destination({ fd: 2, sync: false }));
  process.once('exit', () => lines.flushSync());
  const requestText = createRequestText(() => Temporal.Now.instant().epochMilliseconds);
  return Object.assign(pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, lines), {
    flushSync: () => lines.flushSync(),
    request: (line: RequestLine) => lines.write(requestText(line)),
  });
}

export type CofactorLogger = ReturnType<typeof createLogger>;

/** The lines of the HTTP layer. */
export const serverLog = (logger: CofactorLogger) => ({
  request: (line: RequestLine) => logger.request(line),
  warn: (text: string, about: object) => logger.warn(about, text),
  failure: (error: unknown, requestId: string) => logger.error({ err: error, requestId }, 'request failed'),
});
