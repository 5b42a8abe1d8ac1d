import type { FastifyReply } from 'fastify';
import { errorCatalogue } from '../../contract/shared/errors.ts';
import type { Fault } from '../../domain/values/fault.ts';
import { envelope } from './errors.ts';
import { hintHeaders } from './ownHeaders.ts';

/** An answer as it goes out, so that it can be kept and given once more. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the log. */
  readonly errorCode?: string;
}

const json = { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' } as const;

export function jsonReply(status: number, value: unknown, more?: WireReply['headers']): WireReply {
  return status === 204
    ? { status, headers: {} }
    : { status, headers: more ? { ...json, ...more } : json, body: JSON.stringify(value) };
}

/** The reply that tells a caller of a failure. */
export function faultReply(failed: Fault): WireReply {
  const { code, status } = errorCatalogue[failed.error];
  const challenge = failed.error === 'invalidToken' && { 'www-authenticate': 'SSWS' };
  // Codings that are read (RFC 9110 section 15.5.16).
  const codings = failed.error === 'unsupportedMediaType' && { 'accept-encoding': 'identity' };
  const after = status === 503 && failed.hints.retryAfterSeconds;
  // Of the standard's header (RFC 9110 section 10.2.3) HTTP clients and proxies know without knowing us.
  const retry = typeof after === 'number' && { 'retry-after': String(after) };
  const headers = { ...json, ...hintHeaders(failed), ...challenge, ...codings, ...retry };
  return { status, headers, body: JSON.stringify(envelope(failed)), errorCode: code };
}

export function sendReply(response: FastifyReply, { status, headers, body, errorCode }: WireReply): FastifyReply {
  if (errorCode !== undefined) response.request.cofactor.errorCode = errorCode;
  return response.code(status).headers(headers).send(body);
}
