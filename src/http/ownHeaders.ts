import type { FastifyReply } from 'fastify';
import type { Fault } from '../domain/fault.ts';

/**
 * Headers that Okta does not send, for programs that know Cofactor: which extensions there are, and of a failure the
 * reason in a word and when to come back. Okta's error envelope has no room for them.
 */
export const ownHeaders = {
  version: 'cofactor-version',
  reason: 'cofactor-reason',
  retryAfter: 'cofactor-retry-after',
} as const;

/** Counts up when extensions of the API are added; says nothing of the program's own version. */
const API_VERSION = '1';

export function sayVersion(reply: FastifyReply): void {
  reply.header(ownHeaders.version, API_VERSION);
}

/** `cofactor-retry-after` is in seconds: it holds whatever the clocks say. */
export function sayHints(reply: FastifyReply, { hints: { reason, retryAfterSeconds } }: Fault): void {
  if (reason !== undefined) reply.header(ownHeaders.reason, reason);
  if (retryAfterSeconds !== undefined) reply.header(ownHeaders.retryAfter, retryAfterSeconds);
}
