import type { RequestLine } from '../../http/requestLog.ts';

const INFO = 30;

/** Times as ISO-8601 texts; what a second has in common with the one before is not made anew. */
function createIsoTime(nowMs: () => number): () => string {
  let second = Number.NaN;
  let start = '';
  return () => {
    const now = nowMs();
    const milliseconds = now % 1_000;
    if (now - milliseconds !== second) {
      second = now - milliseconds;
      start = new Date(second).toISOString().slice(0, -'000Z'.length);
    }
    return `${start}${String(milliseconds).padStart(3, '0')}Z`;
  };
}

/**
 * The line about a request as JSON, as pino would write it. Put together by hand, since there is one for each request
 * and it costs as much as routing it; nothing in it needs to be escaped: ids, routes, codes and numbers.
 */
export function createRequestText(nowMs: () => number): (line: RequestLine) => string {
  const isoTime = createIsoTime(nowMs);
  const member = (name: string, value: string | undefined) => (value === undefined ? '' : `,"${name}":"${value}"`);
  return ({ method, route, status, ms, requestId, traceId, userId, factorId, tokenId, error }) =>
    `{"level":${INFO},"time":"${isoTime()}","method":"${method}","route":"${route}","status":${status},"ms":${ms},"requestId":"${requestId}"${member('traceId', traceId)}${member('userId', userId)}${member('factorId', factorId)}${member('tokenId', tokenId)}${member('error', error)}}\n`;
}
