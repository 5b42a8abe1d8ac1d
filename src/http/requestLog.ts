import type { FastifyReply, FastifyRequest } from 'fastify';

/** One line about one request. No code, token, password, login or phone number: ids and the route only. */
export interface RequestLine {
  readonly method: string;
  /** The route, or `-`: paths as sent may hold logins and secrets. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly requestId: string;
  readonly userId?: string;
  readonly factorId?: string;
  readonly tokenId?: string;
  readonly error?: string;
}

const ID = /^[0-9A-Za-z]{20}$/;

export function requestLine(request: FastifyRequest, reply: FastifyReply): RequestLine {
  const params = (request.params ?? {}) as { readonly userId?: string; readonly factorId?: string };
  const { tokenId, errorCode } = request.cofactor;
  return {
    method: request.method,
    route: request.routeOptions.url ?? '-',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    requestId: request.id,
    ...(params.userId !== undefined && ID.test(params.userId) && { userId: params.userId }),
    ...(params.factorId !== undefined && ID.test(params.factorId) && { factorId: params.factorId }),
    ...(tokenId !== undefined && { tokenId }),
    ...(errorCode !== undefined && { error: errorCode }),
  };
}
