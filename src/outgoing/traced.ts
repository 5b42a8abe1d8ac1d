import type { SpanStart, Tracing } from '../domain/tracing/tracing.ts';

/** The span of an HTTP request to a server of others: neither its path nor anything else of what is sent. */
export function requestSpan(what: string, method: string, uri: string): SpanStart {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  const port = url?.port || (url?.protocol === 'http:' ? '80' : '443');
  return {
    name: `${method} ${what}`,
    kind: 'client',
    facts: {
      'http.request.method': method,
      ...(url && { 'server.address': url.hostname, 'server.port': Number(port) }),
    },
  };
}

/** The facts of an answer; a client's spans of answers from 400 on are errors. */
export const answerFacts = (status: number) => ({
  'http.response.status_code': status,
  ...(status >= 400 && { 'error.type': String(status) }),
});

/** `fetch` that makes a span of each request, and tells the server of it: `operators` are those whose address the operator set. */
export function tracedFetch(
  send: typeof fetch,
  tracing: Tracing | undefined,
  to: 'operators' | 'others',
): typeof fetch {
  if (!tracing) return send;
  return (input, init) => {
    const asked = input instanceof Request ? input : undefined;
    const method = init?.method ?? asked?.method ?? 'GET';
    return tracing.span(requestSpan('server', method, asked?.url ?? String(input)), async (tell) => {
      const headers = new Headers(init?.headers ?? asked?.headers);
      for (const [name, value] of Object.entries(tracing.headers(to))) headers.set(name, value);
      const reply = await send(input, { ...init, headers });
      tell(answerFacts(reply.status));
      return reply;
    });
  };
}

/** Traces, and the name that a kind of call has there. */
export interface Traced {
  readonly tracing: Tracing | undefined;
  readonly what: string;
  /** A trace of its own where nothing is under way. */
  readonly alone?: boolean;
}

/** Makes a span of a call to an address that others gave us, from its beginning to the end of what is read of its answer. */
export function tracedCall<T>(
  traced: Traced | undefined,
  { method, uri }: { readonly method: string; readonly uri: string },
  send: (headers: Readonly<Record<string, string>>) => Promise<{ status: number; result: () => Promise<T> }>,
): Promise<T> {
  const { tracing, what = '', alone = false } = traced ?? {};
  if (!tracing) return send({}).then(({ result }) => result());
  return tracing.span({ ...requestSpan(what, method, uri), alone }, async (tell) => {
    const { status, result } = await send(tracing.headers('others'));
    tell(answerFacts(status));
    return result();
  });
}
