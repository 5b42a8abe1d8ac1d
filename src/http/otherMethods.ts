import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { operations } from '../contract/index.ts';
import { type Fault, fault } from '../domain/values/fault.ts';
import { qrRoute } from './qr/qr.ts';
import { reportRoute } from './reports.ts';

/** Methods that get a route of their own on every path; others are rare, and are told apart where nothing was found. */
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const;

/** A path that there is, and the methods it has. */
interface KnownPath {
  readonly path: string;
  readonly methods: ReadonlySet<string>;
}

function knownPaths(): readonly KnownPath[] {
  const reports = reportRoute.methods.map((method) => ({ method, path: reportRoute.path }));
  const grouped = Map.groupBy([...Object.values(operations), qrRoute, ...reports], ({ path }) => path);
  return [...grouped].map(([path, routes]) => ({ path, methods: new Set(routes.map(({ method }) => method)) }));
}

/**
 * 405 with `Allow` for the methods that a known path does not have (fact 113; RFC 9110 section 15.5.6), 404 for unknown paths.
 * Both are said before the body is read: nothing that is in it matters.
 */
export function refuseUnknown(app: FastifyInstance): void {
  const known = knownPaths();
  for (const one of known) {
    app.route({
      method: METHODS.filter((method) => !one.methods.has(method)),
      url: one.path,
      exposeHeadRoute: false,
      onRequest: async (_request, reply) => {
        throw wrongMethod(one, reply);
      },
      handler: async () => {},
    });
  }
  const patterns = known.map((one) => ({ one, pattern: patternOf(one.path) }));
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const [path = ''] = request.url.split('?', 1);
    // Where two patterns fit, the first is as good: neither has the method.
    const found = patterns.find(({ pattern }) => pattern.test(path));
    throw found ? wrongMethod(found.one, reply, request) : fault('unknownPath');
  });
}

function wrongMethod({ path, methods }: KnownPath, reply: FastifyReply, request?: FastifyRequest): Fault {
  // The log has the path as the contract writes it: one as sent may hold a login.
  if (request) request.cofactor.route = path;
  reply.header('allow', [...methods, ...(methods.has('GET') ? ['HEAD'] : [])].join(', '));
  return fault('wrongMethod').because(`This path has ${[...methods].join(', ')}.`);
}

/** As the router reads paths: doubled and trailing slashes do not count. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^/+${path.slice(1).replaceAll('.', '\\.').replaceAll('/', '/+').replace(/:\w+/g, '[^/]+')}/*$`);
