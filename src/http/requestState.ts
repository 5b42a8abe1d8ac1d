import type { FastifyRequest } from 'fastify';
import type { OperationId } from '../contract/index.ts';
import type { TraceParent } from '../domain/tracing/traceParent.ts';
import type { RequestTrace } from '../domain/tracing/tracing.ts';

/** State of a request while it is answered. */
interface Remembered {
  /** Its route's path, once that is known. */
  route: string | undefined;
  operation: OperationId | undefined;
  tokenId: string | undefined;
  errorCode: string | undefined;
  /** The place in the caller's trace that its `traceparent` names. */
  parent: TraceParent | undefined;
  /** Its part of a trace, where there are traces. */
  trace: RequestTrace | undefined;
  /** Its Content-Type, when the framework must not judge it. */
  contentType: string | undefined;
  /** A page of development mode asked, which would drown everything else in the log. */
  unlogged: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    cofactor: Remembered;
  }
}

/** The state of a request that has just come in: all members are there, so that all such objects have one shape. */
export const nothingYet = (): Remembered => ({
  route: undefined,
  operation: undefined,
  tokenId: undefined,
  errorCode: undefined,
  parent: undefined,
  trace: undefined,
  contentType: undefined,
  unlogged: false,
});

/** The id of the caller's trace, as a member of what is told of a request; of a valid `traceparent` alone. */
export const traceOf = ({ cofactor }: Pick<FastifyRequest, 'cofactor'>): { readonly traceId?: string } =>
  cofactor.parent ? { traceId: cofactor.parent.traceId } : {};
