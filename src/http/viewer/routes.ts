import type { FastifyInstance } from 'fastify';
import { openApi } from '../../contract/openapi/openapi.ts';
import { type CachedFile, cachedFile, sendCached } from '../replies/cachedFile.ts';
import { API_VERSION } from '../replies/ownHeaders.ts';
import { type ViewerFile, viewerFile, viewerFiles } from './assets.ts';

const CACHED = 'public, max-age=300';

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

/**
 * `GET /openapi.json`, the contract as a document, and `GET /docs`, a page that shows it. Neither needs a token: both say
 * what every Cofactor of this version is, and nothing of this one but its public URL. Made when first asked for.
 */
export function addViewer(app: FastifyInstance, publicUrl: () => string): void {
  const document = once(() => {
    const text = JSON.stringify(openApi({ publicUrl: publicUrl() || '/', version: API_VERSION }));
    return cachedFile(text, 'application/json; charset=utf-8');
  });
  const page = once(() => cachedFile(viewerFile('page.html'), 'text/html; charset=utf-8'));
  app.get('/openapi.json', async (request, reply) => sendCached(request, reply, document(), CACHED));
  app.get('/docs', async (request, reply) => {
    // The page names its files relative to itself, so that it works behind a proxy that adds a prefix.
    if (request.url.split('?', 1)[0]?.endsWith('/')) return reply.redirect('../docs', 302);
    reply.header('content-security-policy', PAGE_POLICY).header('referrer-policy', 'no-referrer');
    return sendCached(request, reply, page(), CACHED);
  });
  for (const [name, type] of Object.entries(viewerFiles)) {
    const file = once(() => cachedFile(viewerFile(name as ViewerFile), type));
    app.get(`/docs/${name}`, async (request, reply) => sendCached(request, reply, file(), CACHED));
  }
}

function once(make: () => CachedFile): () => CachedFile {
  let made: CachedFile | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
