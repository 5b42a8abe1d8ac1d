import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { call } from './call.ts';
import type { Guard } from './guard.ts';
import { type Resolve, resolveByName } from './reach.ts';

/** Statuses whose replies have no content (Fetch, section 2.2.3). */
const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * `fetch` for addresses that others gave us: only to those that may be reached, each over a connection of its own, and
 * with redirects as answers. Throws `ForbiddenDestination` for others.
 */
export function createGuardedFetch(guard: Guard, resolve: Resolve = resolveByName): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const bytes = new Uint8Array(await request.arrayBuffer());
    const headers = { ...Object.fromEntries(request.headers), 'accept-encoding': 'identity' };
    const { method, signal } = request;
    const answer = await call({ guard, resolve }, request.url, { method, headers, bytes, signal });
    const status = answer.statusCode ?? 0;
    const body = WITHOUT_BODY.has(status) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array<ArrayBuffer>>);
    return new Response(body, { status, headers: textHeaders(answer.headers) });
  };
}

const textHeaders = (headers: NodeJS.Dict<string | string[]>): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one]));
