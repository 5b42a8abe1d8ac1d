import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { operations } from '../contract/index.ts';
import type { Operation } from '../contract/shared/operation.ts';
import { fault } from '../domain/values/fault.ts';
import type { Store } from '../store/store.ts';
import { ownHeaders } from './replies/ownHeaders.ts';

/** Time for which the list of origins is believed without asking the store again. */
const BELIEVED_MS = 1_000;
/** Seconds for which a browser need not ask again: no longer, or an origin that is trusted no more would still be. */
const MAX_AGE = 60;

const ALLOWED_HEADERS = [
  ...['accept-language', 'authorization', 'cofactor-device-token', 'content-type', 'dpop', 'idempotency-key'],
  ...['x-device-fingerprint', 'x-okta-user-agent-extended'],
].join(', ');
const EXPOSED_HEADERS = [
  ...Object.values(ownHeaders),
  ...['link', 'retry-after', 'www-authenticate'],
  ...['x-okta-request-id', 'x-rate-limit-limit', 'x-rate-limit-remaining', 'x-rate-limit-reset'],
].join(', ');

/**
 * Lets web pages of trusted origins call the operations that are for them (the CORS protocol of the Fetch standard;
 * fact 248): those origins word for word, no wildcard, never `null`, and never with cookies. An API token is not for
 * browsers: whoever could read it in a page would have all it can do. To be added before the routes.
 */
export function addCors(app: FastifyInstance, origins: Store['trustedOrigins'], monotonicMs: () => number): void {
  const methodsOf = corsMethods();
  const isTrusted = createIsTrusted(origins, monotonicMs);

  app.addHook('onRequest', async (request, reply) => {
    const methods = methodsOf.get(request.routeOptions.url ?? '');
    if (!methods) return;
    const { origin } = request.headers;
    const asked = request.headers['access-control-request-method'];
    if (request.method === 'OPTIONS' && origin !== undefined && asked !== undefined) {
      await answerPreflight(request, reply, methods);
      return;
    }
    if (!methods.has(request.method)) return;
    // Caches shall not give one origin what another was given, nor what nobody was given for having none.
    reply.header('vary', 'Origin');
    if (origin === undefined || !(await isTrusted(origin))) return;
    reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', EXPOSED_HEADERS);
    if (/^SSWS/i.test(request.headers.authorization ?? '')) {
      throw fault('forbidden').because('API tokens are not for web pages: send an access token as Bearer or DPoP.');
    }
  });

  async function answerPreflight(request: FastifyRequest, reply: FastifyReply, methods: ReadonlySet<string>) {
    request.cofactor.route = request.routeOptions.url;
    reply.header('vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers');
    const { origin = '' } = request.headers;
    if (!(await isTrusted(origin))) {
      throw fault('forbidden').because('The origin is not trusted: POST /api/v1/trustedOrigins with the scope CORS.');
    }
    return reply
      .code(204)
      .header('access-control-allow-origin', origin)
      .header('access-control-allow-methods', [...methods].join(', '))
      .header('access-control-allow-headers', ALLOWED_HEADERS)
      .header('access-control-max-age', MAX_AGE)
      .send();
  }
}

/** By path, the methods that web pages may use. */
function corsMethods(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { cors, path, method } of Object.values<Operation>(operations)) {
    if (!cors) continue;
    const methods = found.get(path) ?? new Set();
    methods.add(method);
    if (method === 'GET') methods.add('HEAD');
    found.set(path, methods);
  }
  return found;
}

function createIsTrusted(
  { list }: Store['trustedOrigins'],
  monotonicMs: () => number,
): (origin: string) => Promise<boolean> {
  let believed: { readonly origins: Promise<ReadonlySet<string>>; readonly until: number } | undefined;
  const look = async (): Promise<ReadonlySet<string>> => {
    const trusted = (await list()).filter(({ status, scopes }) => status === 'ACTIVE' && scopes.includes('CORS'));
    return new Set(trusted.map(({ origin }) => origin));
  };
  return async (origin) => {
    const now = monotonicMs();
    if (!believed || believed.until <= now) {
      const origins = look();
      believed = { origins, until: now + BELIEVED_MS };
      origins.catch(() => {
        believed = undefined;
      });
    }
    return (await believed.origins).has(origin);
  };
}
