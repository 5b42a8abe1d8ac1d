import { type Logger, pino } from 'pino';
import type { RequestLine } from '../../http/requestLog.ts';
import type { LogFlags } from '../flags/logFlags.ts';
import { errorFacts } from './errorFacts.ts';
import { createDestination, createLogLines } from './logLines.ts';
import { prettyLine } from './prettyLine.ts';
import { createRequestText } from './requestText.ts';

const STDERR = 2;

/** A log on stderr, buffered, one line an event; stdout stays free for what a script waits for. */
export function createLogger({
  logLevel,
  logFormat,
}: LogFlags): Logger & { flushSync(): void; request(line: RequestLine): void; line(json: string): void } {
  const lines = createLogLines(createDestination(STDERR));
  process.once('exit', () => lines.flushSync());
  const requestText = createRequestText(() => Temporal.Now.instant().epochMilliseconds);
  const write = (json: string) => lines.write(logFormat === 'pretty' ? prettyLine(json) : json);
  const logger = pino(
    { base: null, level: logLevel, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: errorFacts } },
    { write },
  );
  const requests = logger.isLevelEnabled('info');
  return Object.assign(logger, {
    flushSync: () => lines.flushSync(),
    /** Writes a line as it is, whatever the level. */
    line: (json: string) => lines.write(json),
    request: (line: RequestLine) => {
      if (requests) write(requestText(line));
    },
  });
}

export type CofactorLogger = ReturnType<typeof createLogger>;

/** The lines of the HTTP layer. */
export const serverLog = (logger: CofactorLogger) => ({
  request: (line: RequestLine) => logger.request(line),
  warn: (text: string, about: object) => logger.warn(about, text),
  failure: (error: unknown, requestId: string, traceId?: string) =>
    logger.error({ err: error, requestId, traceId }, 'request failed'),
});
