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
}

/** Sends a request, and gives the answer when its headers are there. Redirects are not followed: they are answers. */
export async function call(
  { guard, resolve }: { readonly guard: Guard; readonly resolve: Resolve },
  uri: string,
  { method, headers, bytes, signal }: Call,
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
    lookup: pinned(addresses),
    headers: { ...headers, ...(bytes.length > 0 || method !== 'GET' ? { 'content-length': bytes.length } : {}) },
  };
  return new Promise((answered, failed) => {
    const { request: open } = url.protocol === 'https:' ? https : http;
    const request = open(url, options, answered);
    request.on('error', failed);
    request.end(bytes);
  });
}
