import http from 'node:http';
import https from 'node:https';
import { destinationOf, type Guard } from './guard.ts';
import { before, ForbiddenDestination, pinned, type Resolve, reach } from './reach.ts';

/** One HTTP request to an address that others gave us. */
export interface Call {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  readonly signal: AbortSignal;
  /** A certificate of ours and its key, and authorities in the place of the public ones; for https. */
  readonly tls?: Pick<https.RequestOptions, 'cert' | 'key' | 'ca'>;
  /** Is called once TLS is established: from then on the request may be read. */
  readonly secured?: () => void;
}

/** Sends a request, and gives the answer when its headers are there. Redirects are not followed: they are answers. */
export async function call(
  { guard, resolve }: { readonly guard: Guard; readonly resolve: Resolve },
  uri: string,
  { method, headers, bytes, signal, tls, secured }: Call,
): Promise<http.IncomingMessage> {
  const problem = guard.uriProblem(uri);
  if (problem !== undefined) throw new ForbiddenDestination(problem);
  const url = new URL(uri);
  const addresses = await before(signal, reach(guard, destinationOf(url), resolve));
  const options: https.RequestOptions = {
    method,
    // A connection of its own for each call: one that was kept could break just as it is used, and nothing is retried.
    agent: false,
    signal,
    // Whatever the environment of the process says, a server that nobody vouches for is none.
    ...(tls && { ...tls, rejectUnauthorized: true, minVersion: 'TLSv1.2' }),
    lookup: pinned(addresses),
    headers: { ...headers, ...(bytes.length > 0 || method !== 'GET' ? { 'content-length': bytes.length } : {}) },
  };
  return new Promise((answered, failed) => {
    const { request: open } = url.protocol === 'https:' ? https : http;
    const request = open(url, options, answered);
    if (secured) request.on('socket', (socket) => socket.once('secureConnect', secured));
    request.on('error', failed);
    request.end(bytes);
  });
}
