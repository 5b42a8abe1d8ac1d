import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../domain/metrics/metrics.ts';

/** Counts a request that was answered, by its operation: paths are whatever somebody sends. */
export function measureRequest(metrics: Metrics, request: FastifyRequest, reply: FastifyReply): void {
  const operation = request.cofactor.operation ?? 'other';
  metrics.count('requests', { operation, status: String(reply.statusCode) });
  metrics.observe('requestTime', { operation }, reply.elapsedTime / 1_000);
}
