import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { cachedFile, sendCached } from '../replies/cachedFile.ts';

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
    const file = cachedFile(readFileSync(from, 'utf8'), `${type}; charset=utf-8`);
    app.get(path, async (request, reply) => sendCached(request, reply, file, 'no-cache'));
  }
}
