import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { HookTarget } from '../domain/inlineHook.ts';
import { FORBIDDEN, type HookPolicy, literalOf, mayReach, uriProblem } from './guard.ts';
import type { HookAnswer, Hooks } from './hook.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Finds all addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

export interface CallOptions {
  readonly policy: HookPolicy;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly resolve?: Resolve;
}

/** Fact 188. */
const TIMEOUT_MS = 3_000;
const MAX_BYTES = 256 * 1024;

/** Hooks over HTTP, guarded: only to addresses that may be reached, no redirects, no endless answers, no waiting. */
export function createHooks({
  policy,
  timeoutMs = TIMEOUT_MS,
  maxBytes = MAX_BYTES,
  resolve = (hostname) => lookup(hostname, { all: true }),
}: CallOptions): Hooks {
  return {
    uriProblem: (uri) => uriProblem(uri, policy),
    async call(target, body) {
      const problem = uriProblem(target.uri, policy);
      if (problem !== undefined) return { result: 'UNREACHABLE', reason: problem, forbidden: true };
      const url = new URL(target.uri);
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const addresses = await before(signal, addressesOf(url, resolve));
        // One that may not be reached among many that may is a trap, or a mistake.
        if (addresses.length === 0 || !addresses.every(({ address }) => mayReach(address, policy))) {
          return { result: 'UNREACHABLE', reason: FORBIDDEN, forbidden: true };
        }
        return await post(url, addresses, target, body, { signal, maxBytes });
      } catch (error) {
        if (signal.aborted) return { result: 'TIMEOUT', reason: `no answer within ${timeoutMs} ms` };
        return { result: 'UNREACHABLE', reason: nameOf(error) };
      }
    },
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

interface Bounds {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

function post(
  url: URL,
  addresses: readonly Address[],
  { headers, authScheme }: HookTarget,
  body: object,
  { signal, maxBytes }: Bounds,
): Promise<HookAnswer> {
  const bytes = Buffer.from(JSON.stringify(body));
  const options: https.RequestOptions = {
    method: 'POST',
    // A connection of its own for each call: one that was kept could break just as it is used, and nothing is retried.
    agent: false,
    signal,
    lookup: pinned(addresses),
    headers: {
      ...Object.fromEntries([...headers, authScheme].map(({ key, value }) => [key, value])),
      'content-type': 'application/json',
      'content-length': bytes.length,
      accept: 'application/json',
      'accept-encoding': 'identity',
    },
  };
  return new Promise((resolve, reject) => {
    const { request: send } = url.protocol === 'https:' ? https : http;
    const request = send(url, options, (response) => read(response, maxBytes).then(resolve, reject));
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

async function read(response: http.IncomingMessage, maxBytes: number): Promise<HookAnswer> {
  const { statusCode: status = 0, headers } = response;
  const unusable = (reason: string): HookAnswer => {
    response.destroy();
    return { result: 'UNUSABLE', reason, status };
  };
  if (status !== 200) return unusable(`status ${status}`);
  const { 'content-type': type, 'content-encoding': encoding = 'identity' } = headers;
  if (encoding.toLowerCase() !== 'identity') return unusable('the answer is compressed, which was not asked for');
  if (type !== undefined && !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    return unusable('the answer is not application/json');
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return unusable(`the answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    return { result: 'ANSWERED', body: JSON.parse(text) as unknown };
  } catch {
    return { result: 'UNUSABLE', reason: 'the answer is not JSON', status };
  }
}

/** The name of what went wrong; messages of network errors may have addresses in them. */
function nameOf(error: unknown): string {
  const { code, cause, name } = error as { code?: string; cause?: { code?: string }; name?: string };
  return code ?? cause?.code ?? name ?? 'no connection';
}
