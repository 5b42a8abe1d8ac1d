import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers';
import type { Connections } from './connections.ts';

/** Milliseconds that somebody who sends slowly may take (slowloris, CWE-400). */
export interface Deadlines {
  /** From the first to the last byte of a request. */
  readonly requestMs: number;
  /** From the first byte of a request, or the begin of a connection, to the end of the headers; the same for TLS's handshake. */
  readonly headersMs: number;
}

export const defaultDeadlines: Deadlines = { requestMs: 15_000, headersMs: 10_000 };

interface Options {
  readonly deadlines: Deadlines;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly connections: Connections;
  readonly unreadable: (error: Error & { readonly code?: string }, socket: Socket) => void;
}

/** The time between looks for requests that are late; Node's own half a minute would be added to each deadline. */
const LOOK_MS = 250;
/** The share of a request's time that a sender has to read why it was answered before its end. */
const LINGER_SHARE = 1 / 3;
/** Longer than the load balancers of the clouds keep a connection for the next request: they close it, not we. */
const IDLE_MS = 72_000;
/** Longer than any request is held open. A reader who takes nothing of an answer is cut off after it. */
const STILL_MS = 90_000;

/** Makes servers for requests that arrive in time, or are cut off. */
export function createSockets({ deadlines, tls, connections, unreadable }: Options) {
  const options = {
    requestTimeout: deadlines.requestMs,
    headersTimeout: deadlines.headersMs,
    connectionsCheckingInterval: Math.min(LOOK_MS, deadlines.headersMs),
    keepAliveTimeout: IDLE_MS,
    // Node refuses a request without Host by itself, with an empty body and without a line in the log.
    requireHostHeader: false,
  };
  // Of each connection the request that came last.
  const last = new WeakMap<
    Socket,
    { readonly request: http.IncomingMessage; readonly response: http.ServerResponse }
  >();
  const failed = (error: Error, socket: Socket): void => {
    const { request, response } = last.get(socket) ?? {};
    // It was refused before its body was there: nobody waits for a second answer.
    if (request?.complete === false && response?.headersSent) socket.destroy();
    else unreadable(error, socket);
  };
  /** Many who never end would each hold a connection for the whole of their time, and all time out at once. */
  const hangUp = (request: http.IncomingMessage): void => {
    if (request.complete) return;
    setTimeout(() => request.complete || request.socket.destroy(), deadlines.requestMs * LINGER_SHARE).unref();
  };
  return (handler: http.RequestListener): http.Server => {
    const server = tls
      ? https.createServer({ ...options, ...tls, handshakeTimeout: deadlines.headersMs }, handler)
      : http.createServer(options, handler);
    server.setTimeout(STILL_MS);
    server.on('clientError', failed);
    server.on('request', (request, response) => {
      last.set(request.socket, { request, response });
      response.once('finish', () => hangUp(request));
    });
    // A server may pass over an expectation that it does not know (RFC 9110 section 10.1.1); Node answers 417 by itself.
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
    connections.watch(server);
    return server;
  };
}
