import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exposition } from '../domain/metrics/metrics.ts';
import { sameSecret } from '../domain/values/sameSecret.ts';

/** The address that metrics are served at, and what a scraper has to show. */
export interface MetricsAddress {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Wanted as `Authorization: Bearer …`; without one everybody who reaches the address may read. */
  readonly token?: string;
}

/** A server that has nothing but the metrics. */
export interface MetricsListener {
  readonly url: string;
  close(): Promise<void>;
}

/** A scraper has a connection or two; somebody who opens more is none. */
const MOST_CONNECTIONS = 16;
const IN_TIME_MS = 10_000;

/** Serves `GET /metrics` at an address of its own, so that it need not be reachable from where the API is. */
export async function listenForScrapes(
  { host, port, token }: MetricsAddress,
  scrape: () => Promise<Exposition>,
): Promise<MetricsListener> {
  const answer = async ({ method, url = '', headers }: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('x-content-type-options', 'nosniff');
    if (token !== undefined && !sameSecret(`Bearer ${token}`, headers.authorization ?? '')) {
      response.writeHead(401, { 'www-authenticate': 'Bearer' }).end('The token of the metrics is wanted.\n');
    } else if (url.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404).end('Metrics are at /metrics.\n');
    } else if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
    } else {
      const { contentType, text } = await scrape();
      response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
      response.end(method === 'HEAD' ? undefined : text);
    }
  };
  const server = createServer({ requestTimeout: IN_TIME_MS, headersTimeout: IN_TIME_MS }, (request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end('The metrics cannot be read.\n'));
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.listen({ host, port });
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/metrics`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
