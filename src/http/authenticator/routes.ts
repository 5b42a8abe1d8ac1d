import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fault } from '../../domain/values/fault.ts';
import { type AppFiles, appFiles, typeOf } from './assets.ts';

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
  'x-content-type-options': 'nosniff',
  // Asked for again each time, and then kept by the app's own worker.
  'cache-control': 'no-cache',
} as const;

interface Served {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly type: string;
}

/** `GET /authenticator/`: the app with which people approve sign-ins. It needs no token; its Device API has keys. */
export function addAuthenticator(app: FastifyInstance): void {
  let loading: Promise<ReadonlyMap<string, Served>> | undefined;
  const files = () => {
    loading ??= appFiles().then(served);
    return loading;
  };
  const send = async (name: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const file = (await files()).get(name);
    if (!file) throw fault('unknownPath');
    reply.headers({ ...headers, etag: file.etag });
    if (request.headers['if-none-match']?.includes(file.etag)) return reply.code(304).send();
    return reply.type(file.type).send(file.bytes);
  };
  app.get('/authenticator', async (request, reply) => {
    // Its files are named relative to the folder, so that it works behind a proxy that adds a prefix.
    if (!request.url.split('?', 1)[0]?.endsWith('/')) return reply.redirect('authenticator/', 302);
    return send('index.html', request, reply);
  });
  app.get('/authenticator/*', async (request, reply) => send((request.params as { '*': string })['*'], request, reply));
}

function served(files: AppFiles): ReadonlyMap<string, Served> {
  return new Map(
    [...files].map(([name, contents]) => {
      const etag = `"${createHash('sha256').update(contents).digest('base64url').slice(0, 22)}"`;
      return [name, { bytes: Buffer.from(contents), etag, type: typeOf(name) }];
    }),
  );
}
