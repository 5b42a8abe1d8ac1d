import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** A request as a vendor would get it. */
export interface Heard {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body's fields when it is a form. */
  readonly form: Readonly<Record<string, string>>;
  /** The body's value when it is JSON. */
  readonly json: unknown;
}

/** The answer to a request: JSON unless `type` says otherwise; `silence` never answers. */
export type Answer =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly type?: string;
      readonly headers?: Record<string, string>;
    }
  | 'silence';

export interface VendorServer {
  readonly url: string;
  /** All requests so far. */
  readonly heard: Heard[];
}

/** A vendor's API on this machine, for as long as the test runs. */
export async function vendorServer(t: TestContext, answer: (heard: Heard) => Answer): Promise<VendorServer> {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const url = new URL(request.url ?? '/', 'http://vendor');
    const type = request.headers['content-type'] ?? '';
    const got: Heard = {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body,
      form: type.startsWith('application/x-www-form-urlencoded') ? Object.fromEntries(new URLSearchParams(body)) : {},
      json: type.startsWith('application/json') ? JSON.parse(body) : undefined,
    };
    heard.push(got);
    const said = answer(got);
    if (said === 'silence') return;
    const { status, body: reply, type: replyType, headers = {} } = said;
    response.writeHead(status, { 'content-type': replyType ?? 'application/json', ...headers });
    response.end(typeof reply === 'string' ? reply : JSON.stringify(reply ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}
