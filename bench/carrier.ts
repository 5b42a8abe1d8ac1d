import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A carrier that accepts every message and keeps its code for whoever waits for it. */
export async function startCarrier(): Promise<{ readonly url: string; codeFor(e164: string): Promise<string> }> {
  const waiting = new Map<string, (code: string) => void>();
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      response.writeHead(200, { 'content-length': 2 }).end('ok');
      const [to = '', code = ''] = text.split(' ');
      waiting.get(to)?.(code);
      waiting.delete(to);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    codeFor: (e164) => new Promise((resolve) => waiting.set(e164, resolve)),
  };
}
