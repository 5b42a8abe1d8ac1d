import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** An answer as it came over the socket. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Its JSON; undefined without a body. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
}

/** Sends bytes over a socket of their own and reads until the service closes it, or the one answer is complete. */
export function sendBytes(app: FastifyInstance, bytes: string | Buffer): Promise<RawAnswer> {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('the service does not listen');
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(address.port, '127.0.0.1', () => socket.write(bytes));
    const answer = () => {
      const found = parsed(text);
      if (found) resolve(found);
      return found !== undefined;
    };
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      text += part;
      if (answer()) socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => answer() || reject(new Error(`no whole answer: ${JSON.stringify(text)}`)));
  });
}

/** The head of a request with the headers that every client sends, and more; it ends before the empty line. */
export const head = (method: string, path: string, ...headers: readonly string[]): string =>
  [`${method} ${path} HTTP/1.1`, 'Host: cofactor.test', ...headers, ''].join('\r\n');

function parsed(text: string): RawAnswer | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = text.slice(end + 4);
  if (body.length < Number(headers['content-length'] ?? 0)) return undefined;
  return { status: Number(statusLine.split(' ')[1]), headers, body: body === '' ? undefined : JSON.parse(body) };
}
