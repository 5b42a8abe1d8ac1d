import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { FORBIDDEN, literalOf, mayReach, type OutgoingPolicy, uriProblem } from './guard.ts';

/** An address that a name leads to, and whether it is of IPv4 or IPv6. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Finds all addresses of a name. */
type Resolve = (hostname: string) => Promise<readonly Address[]>;

/** Limits of a call: the addresses it may go to, and its time. */
export interface PostOptions {
  readonly policy: OutgoingPolicy;
  readonly timeoutMs: number;
  readonly resolve?: Resolve;
}

/** No answer. Reasons are for administrators: never the message of an error, nor anything of the address. */
export type NoAnswer =
  | { readonly result: 'TIMEOUT'; readonly reason: string }
  /** No connection, be it that there is none to be had or that it must not be made. */
  | { readonly result: 'UNREACHABLE'; readonly reason: string; readonly forbidden?: true };

/** One POST to an address that others gave us; `read` makes what it wants of the answer. Never throws. */
export type Post = <T>(
  uri: string,
  request: { readonly headers: Readonly<Record<string, string>>; readonly bytes: Uint8Array },
  read: (response: http.IncomingMessage) => Promise<T>,
) => Promise<T | NoAnswer>;

/** POST, guarded: only to addresses that may be reached, no redirects, no waiting. */
export function createPost({
  policy,
  timeoutMs,
  resolve = (hostname) => lookup(hostname, { all: true }),
}: PostOptions): Post {
  return async (uri, request, read) => {
    const problem = uriProblem(uri, policy);
    if (problem !== undefined) return { result: 'UNREACHABLE', reason: problem, forbidden: true };
    const url = new URL(uri);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const addresses = await before(signal, addressesOf(url, resolve));
      // One that may not be reached among many that may is a trap, or a mistake.
      if (addresses.length === 0 || !addresses.every(({ address }) => mayReach(address, policy))) {
        return { result: 'UNREACHABLE', reason: FORBIDDEN, forbidden: true };
      }
      return await send(url, { ...request, lookup: pinned(addresses), signal }, read);
    } catch (error) {
      if (signal.aborted) return { result: 'TIMEOUT', reason: `no answer within ${timeoutMs} ms` };
      return { result: 'UNREACHABLE', reason: nameOf(error) };
    }
  };
}

async function addressesOf(url: URL, resolve: Resolve): Promise<readonly Address[]> {
  const literal = literalOf(url);
  if (literal !== undefined) return [{ address: literal, family: literal.includes(':') ? 6 : 4 }];
  return resolve(url.hostname);
}

/** Name servers cannot be told to stop: their answer is no longer waited for. */
function before<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

interface Sending {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  readonly lookup: LookupFunction;
  readonly signal: AbortSignal;
}

function send<T>(
  url: URL,
  { headers, bytes, lookup: find, signal }: Sending,
  read: (response: http.IncomingMessage) => Promise<T>,
): Promise<T> {
  const options: https.RequestOptions = {
    method: 'POST',
    // A connection of its own for each call: one that was kept could break just as it is used, and nothing is retried.
    agent: false,
    signal,
    lookup: find,
    headers: { ...headers, 'content-length': bytes.length },
  };
  return new Promise((resolve, reject) => {
    const { request: open } = url.protocol === 'https:' ? https : http;
    const request = open(url, options, (response) => read(response).then(resolve, reject));
    request.on('error', reject);
    request.end(bytes);
  });
}

/**
 * Answers with the addresses that were checked, and does not ask again: a name server that says something else the
 * second time (DNS rebinding) is never heard.
 */
function pinned(addresses: readonly Address[]): LookupFunction {
  const [first = { address: '', family: 4 }] = addresses;
  return (_hostname, { all }, done) => {
    if (all) done(null, [...addresses]);
    else done(null, first.address, first.family);
  };
}

/** The name of what went wrong; messages of network errors may have addresses in them. */
function nameOf(error: unknown): string {
  const { code, cause, name } = error as { code?: string; cause?: { code?: string }; name?: string };
  return code ?? cause?.code ?? name ?? 'no connection';
}
