import type { FastifyReply, FastifyRequest } from 'fastify';

/** One line about one request. No code, token, password, login or phone number: ids and the route only. */
export interface RequestLine {
  readonly method: string;
  /** The route, or `-`: paths as sent may hold logins and secrets. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly requestId: string;
  /** The id of the caller's own trace: 32 hexadecimal digits. */
  readonly traceId: string | undefined;
  readonly userId: string | undefined;
  readonly factorId: string | undefined;
  readonly tokenId: string | undefined;
  readonly error: string | undefined;
}

const ID = /^[0-9A-Za-z]{20}$/;

export function requestLine(request: FastifyRequest, reply: FastifyReply): RequestLine {
  const params = (request.params ?? {}) as { readonly userId?: string; readonly factorId?: string };
  const { route, tokenId, errorCode, parent } = request.cofactor;
  return {
    method: request.method,
    // Asking the framework makes an object of a dozen members each time.
    route: route ?? request.routeOptions.url ?? '-',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    requestId: request.id,
    traceId: parent?.traceId,
    userId: idOf(params.userId),
    factorId: idOf(params.factorId),
    tokenId,
    error: errorCode,
  };
}

const idOf = (given: string | undefined): string | undefined =>
  given !== undefined && ID.test(given) ? given : undefined;
