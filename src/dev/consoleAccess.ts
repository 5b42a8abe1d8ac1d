import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fault } from '../domain/values/fault.ts';
import { isLocalhost, isLoopback } from '../domain/values/network.ts';

/** Headers by which proxies say for whom they ask. */
const PROXY = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|x-envoy-.*|cf-connecting-ip|true-client-ip)$/;

/**
 * `GET /dev/console`: the API token with which the console opens without a sign-in, for a page of this service in a browser
 * on this machine. Nobody else gets it: not through a proxy or a tunnel, not under another name, and no program that only
 * happened to ask.
 */
export function addConsoleAccess(dev: FastifyInstance, token: string): void {
  dev.get('/dev/console', async (request, reply) => {
    if (!isOnThisMachine(request)) {
      throw fault('forbidden').because('The console opens without a sign-in on this machine alone: use /admin/signin.');
    }
    reply.header('cache-control', 'no-store');
    return { token };
  });
}

/** Judged by the socket, the name, the page that asks, and every header that a proxy adds. */
function isOnThisMachine({ raw, headers }: FastifyRequest): boolean {
  const { host = '', origin } = headers;
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const isOwn = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  return (
    isLoopback(raw.socket.remoteAddress ?? '') &&
    isLocalhost(name.replace(/^\[|\]$/g, '')) &&
    isOwn &&
    headers['sec-fetch-site'] === 'same-origin' &&
    !Object.keys(headers).some((header) => PROXY.test(header))
  );
}
