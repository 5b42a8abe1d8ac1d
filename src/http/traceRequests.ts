import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SpanFacts, Tracing } from '../domain/tracing/tracing.ts';

/** The methods that HTTP has; any other word is whatever somebody sends (semantic conventions, `http.request.method`). */
const METHODS = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']);

/** Makes a span of each request, named by its route, in the trace of the caller if it has one. */
export function traceRequests(app: FastifyInstance, tracing: Tracing): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { cofactor, headers, id } = request;
    const { tracestate } = headers;
    cofactor.trace = tracing.request({
      requestId: id,
      parent: cofactor.parent,
      state: typeof tracestate === 'string' ? tracestate : undefined,
    });
    cofactor.trace.within(() => done());
  });
  // The body is read by the connection, which knows of no request.
  app.addHook('preValidation', ({ cofactor: { trace } }, _reply, done) => {
    if (trace) trace.within(() => done());
    else done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const method = METHODS.has(request.method) ? request.method : '_OTHER';
    const route = request.cofactor.route ?? request.routeOptions.url;
    const name = method === '_OTHER' ? 'HTTP' : method;
    request.cofactor.trace?.end(
      route === undefined ? name : `${name} ${route}`,
      factsOf(request, reply, method, route),
    );
    done();
  });
}

function factsOf(
  { cofactor, protocol }: FastifyRequest,
  { statusCode }: FastifyReply,
  method: string,
  route: string | undefined,
): SpanFacts {
  return {
    'http.request.method': method,
    'http.response.status_code': statusCode,
    'url.scheme': protocol,
    ...(route !== undefined && { 'http.route': route }),
    ...(cofactor.operation !== undefined && { 'cofactor.operation': cofactor.operation }),
    ...(cofactor.errorCode !== undefined && { 'cofactor.error.code': cofactor.errorCode }),
    // What a caller did wrong is no failure of a server.
    ...(statusCode >= 500 && { 'error.type': String(statusCode) }),
  };
}
