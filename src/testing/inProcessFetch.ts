import type { FastifyInstance } from 'fastify';

/** The mark of a reply that nobody is to get: `fetch` then fails as it does when a connection breaks. */
export const LOST = 'cofactor-lost';

/**
 * A `fetch` that reaches one service without a socket, and nothing else; `underWay` has what is still being answered.
 */
export function inProcessFetch(app: FastifyInstance, base: string, underWay: Set<Promise<unknown>>): typeof fetch {
  return async (input, init) => {
    const request = new Request(typeof input === 'string' && input.startsWith('/') ? base + input : input, init);
    const { method, headers, signal } = request;
    const url = new URL(request.url);
    if (url.origin !== new URL(base).origin) {
      throw new TypeError(`fetch failed: this fetch reaches ${base} only, not ${url.origin}`);
    }
    signal.throwIfAborted();
    const payload = request.body ? Buffer.from(await request.arrayBuffer()) : undefined;
    const reply = app.inject({
      method: method as 'GET',
      url: url.pathname + url.search,
      headers: { host: url.host, ...Object.fromEntries(headers) },
      ...(payload && { payload }),
    });
    underWay.add(reply);
    reply.finally(() => underWay.delete(reply)).catch(() => {});
    const { statusCode, statusMessage, rawPayload, headers: given } = await Promise.race([reply, aborted(signal)]);
    if (given[LOST] !== undefined) throw new TypeError('fetch failed', { cause: new Error('other side closed') });
    const body = statusCode === 204 || statusCode === 304 || method === 'HEAD' ? null : new Uint8Array(rawPayload);
    return new Response(body, { status: statusCode, statusText: statusMessage, headers: pairs(given) });
  };
}

/** Rejects once the caller has lost interest; what was asked for happens all the same. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function pairs(headers: Readonly<Record<string, string | number | readonly string[] | undefined>>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  );
}
