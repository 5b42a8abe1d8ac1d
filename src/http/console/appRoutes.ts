import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fault } from '../../domain/values/fault.ts';
import { appFiles, typeOf } from '../apps/appFiles.ts';
import { type CachedFile, cachedFile, sendCached } from '../replies/cachedFile.ts';
import { consoleSource } from './appSource.ts';

/**
 * Files and calls of this service, and nobody else's; no text becomes a program, be it by a sink that somebody forgot; the
 * page can be put into no other. `base-uri` is for the page's own `<base>`.
 */
const POLICY = [
  "default-src 'none'",
  ...["script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'"],
  ...["base-uri 'self'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"],
].join('; ');

const headers = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** The pages of the console: its own router tells them apart. */
const pages = [
  '/admin',
  '/admin/users',
  '/admin/user/profile/view/:userId',
  '/admin/reports/system-log',
  '/admin/security/api',
  '/admin/security/administrators',
  '/admin/workflow/eventhooks',
] as const;

/**
 * `GET /admin`: the app for administrators. The page and its files say nothing of the organization, and anybody may have
 * them; what they show is asked of the API. `publicUrl` is the base that callers see.
 */
export function addConsole(app: FastifyInstance, publicUrl: () => string): void {
  let loading: Promise<ReadonlyMap<string, CachedFile>> | undefined;
  const files = () => {
    loading ??= loadFiles(publicUrl());
    return loading;
  };
  for (const page of pages) {
    app.get(page, async (request, reply) => {
      const file = (await files()).get('index.html');
      if (!file) throw fault('unknownPath');
      return sendCached(request, reply.headers(headers), file, 'no-cache');
    });
  }
  app.get('/admin/app/*', async (request: FastifyRequest, reply: FastifyReply) => {
    const file = (await files()).get((request.params as { '*': string })['*']);
    if (!file) throw fault('unknownPath');
    // Their names change with what is in them.
    return sendCached(request, reply.headers(headers), file, 'public, max-age=31536000, immutable');
  });
}

/** The page names its files relative to the folder of the console, wherever a proxy has put it. */
async function loadFiles(publicUrl: string): Promise<ReadonlyMap<string, CachedFile>> {
  const base = `${URL.parse(publicUrl)?.pathname.replace(/\/$/, '') ?? ''}/admin/`;
  const files = [...(await appFiles(consoleSource))];
  return new Map(
    files.map(([name, contents]) => {
      const file = Buffer.from(contents);
      const text =
        name === 'index.html' ? file.toString('utf8').replace('href="/admin/"', () => `href="${base}"`) : file;
      return [name, cachedFile(text, typeOf(name))];
    }),
  );
}
