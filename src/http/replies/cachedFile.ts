import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A file that is served again and again, with the tag by which a browser knows that it has it (RFC 9110 section 8.8.3). */
export interface CachedFile {
  readonly contents: string | Buffer;
  readonly type: string;
  readonly etag: string;
}

export const cachedFile = (contents: string | Buffer, type: string): CachedFile => ({
  contents,
  type,
  etag: `"${createHash('sha256').update(contents).digest('base64url').slice(0, 22)}"`,
});

/** Sends a file, or 304 to a browser that has it. */
export function sendCached(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  { contents, type, etag }: CachedFile,
  cacheControl: 'no-cache' | 'public, max-age=300' | 'public, max-age=31536000, immutable',
): FastifyReply {
  reply.headers({ etag, 'cache-control': cacheControl, 'x-content-type-options': 'nosniff' });
  if (headers['if-none-match']?.includes(etag)) return reply.code(304).send();
  return reply.type(type).send(contents);
}
