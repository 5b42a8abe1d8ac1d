import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openApi } from '../../contract/openapi/openapi.ts';
import { API_VERSION } from '../replies/ownHeaders.ts';
import { type ViewerFile, viewerFile, viewerFiles } from './assets.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Files of this service only; a style attribute is all that Swagger UI writes into its page. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A text to be served again and again, and the tag by which a browser knows that it has it. */
interface Served {
  readonly text: string;
  readonly etag: string;
}

/**
 * `GET /openapi.json`, the contract as a document, and `GET /docs`, a page that shows it. Neither needs a token: both say
 * what every Cofactor of this version is, and nothing of this one but its public URL. Made when first asked for.
 */
export function addViewer(app: FastifyInstance, publicUrl: () => string): void {
  const document = once(() => JSON.stringify(openApi({ publicUrl: publicUrl() || '/', version: API_VERSION })));
  const page = once(() => viewerFile('page.html'));
  app.get('/openapi.json', async (request, reply) => send(request, reply, document(), JSON_TYPE));
  app.get('/docs', async (request, reply) => {
    // The page names its files relative to itself, so that it works behind a proxy that adds a prefix.
    if (request.url.split('?', 1)[0]?.endsWith('/')) return reply.redirect('../docs', 302);
    reply.header('content-security-policy', PAGE_POLICY).header('referrer-policy', 'no-referrer');
    return send(request, reply, page(), 'text/html; charset=utf-8');
  });
  for (const [name, type] of Object.entries(viewerFiles)) {
    const file = once(() => viewerFile(name as ViewerFile));
    app.get(`/docs/${name}`, async (request, reply) => send(request, reply, file(), type));
  }
}

function once(make: () => string): () => Served {
  let served: Served | undefined;
  return () => {
    if (served) return served;
    const text = make();
    served = { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
    return served;
  };
}

function send({ headers }: FastifyRequest, reply: FastifyReply, { text, etag }: Served, type: string): FastifyReply {
  reply.header('cache-control', 'public, max-age=300').header('etag', etag).header('x-content-type-options', 'nosniff');
  if (headers['if-none-match']?.includes(etag)) return reply.code(304).send();
  return reply.type(type).send(text);
}
