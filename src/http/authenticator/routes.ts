import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fault } from '../../domain/values/fault.ts';
import { appFiles, typeOf } from '../apps/appFiles.ts';
import { type CachedFile, cachedFile, sendCached } from '../replies/cachedFile.ts';
import { authenticatorSource } from './source.ts';

/** Files of this service, its Device API, and nobody else; the page can be put into no other. */
const POLICY = [
  "default-src 'none'",
  ...["script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'"],
  ...["manifest-src 'self'", "worker-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ');

const headers = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** `GET /authenticator/`: the app with which people approve sign-ins. It needs no token; its Device API has keys. */
export function addAuthenticator(app: FastifyInstance): void {
  let loading: Promise<ReadonlyMap<string, CachedFile>> | undefined;
  const files = () => {
    loading ??= loadFiles();
    return loading;
  };
  const send = async (name: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const file = (await files()).get(name);
    if (!file) throw fault('unknownPath');
    // Asked for again each time, and then kept by the app's own worker.
    return sendCached(request, reply.headers(headers), file, 'no-cache');
  };
  app.get('/authenticator', async (request, reply) => {
    // Its files are named relative to the folder, so that it works behind a proxy that adds a prefix.
    if (!request.url.split('?', 1)[0]?.endsWith('/')) return reply.redirect('authenticator/', 302);
    return send('index.html', request, reply);
  });
  app.get('/authenticator/*', async (request, reply) => send((request.params as { '*': string })['*'], request, reply));
}

async function loadFiles(): Promise<ReadonlyMap<string, CachedFile>> {
  const files = [...(await appFiles(authenticatorSource))];
  return new Map(files.map(([name, contents]) => [name, cachedFile(Buffer.from(contents), typeOf(name))]));
}
