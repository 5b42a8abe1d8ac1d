import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type Fault, fault } from '../domain/values/fault.ts';
import { faultReply } from './replies/wireReply.ts';
import type { RequestLine } from './requestLog.ts';

/**
 * Answers bytes that Node's parser cannot read as a request, in Okta's envelope, with a line in the log, and closes the
 * connection: where the next request would begin is not known (RFC 9112 section 9.3).
 */
export const answerUnreadable =
  (log: (line: RequestLine) => void, common: () => Readonly<Record<string, string>>) =>
  (error: Error & { readonly code?: string }, socket: Socket): void => {
    const refusal = refusalOf(error.code ?? '');
    // Failed handshakes and broken connections: there is nobody who could read an answer.
    if (!refusal || !socket.writable) {
      socket.destroy();
      return;
    }
    const { status, headers, body = '', errorCode } = faultReply(refusal);
    const lines = Object.entries({
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      ...common(),
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () => socket.destroy());
    const requestId = randomUUID().replaceAll('-', '');
    log({ ...nobody, method: '-', route: '-', status, ms: 0, requestId, error: errorCode });
  };

const nobody = { traceId: undefined, userId: undefined, factorId: undefined, tokenId: undefined } as const;

/** The refusal for an error code of Node's HTTP server; undefined when the bytes were no attempt at HTTP. */
function refusalOf(code: string): Fault | undefined {
  if (code === 'HPE_HEADER_OVERFLOW') return fault('headersTooLarge').because('Send fewer or shorter headers.');
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return fault('requestTooLarge').because('Send chunks without them.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return fault('requestTimeout').because('Send it again, all at once.');
  if (!code.startsWith('HPE_')) return undefined;
  return fault('unreadableRequest').because('These bytes are no HTTP/1.1 request (RFC 9112).');
}
