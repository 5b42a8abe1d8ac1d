import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

/** A file of a page, and the path it is served under. */
export interface StaticFile {
  readonly path: string;
  readonly from: URL;
  readonly type: 'text/css' | 'text/javascript' | 'image/svg+xml';
}

/** Headers of a page that runs, shows and asks nothing but files of this service, and is put into no other page. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    ...["script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'"],
    ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
} as const;

/** Serves files that lie among the sources; a browser that has one asks whether it has changed. */
export function addFiles(app: FastifyInstance, files: readonly StaticFile[]): void {
  for (const { path, from, type } of files) {
    const text = readFileSync(from, 'utf8');
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
    app.get(path, async (request, reply) => {
      reply.headers({ etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
      if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
      return reply.type(`${type}; charset=utf-8`).send(text);
    });
  }
}
