import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Fault, fault } from '../domain/values/fault.ts';

/** Methods that get a route of their own on every path of the API; others are rare, and are told apart where nothing was found. */
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const;

/** The paths that there are, and the methods that each has; routes are counted as they are added. */
export interface KnownPaths {
  /** Refuses what the paths of the API do not have, so that none of it is taken for a longer path with an id in it. */
  refuseOnEach(): void;
}

/**
 * 405 with `Allow` for the methods that a known path does not have (fact 113; RFC 9110 section 15.5.6), 404 for unknown paths:
 * for the API, its pages and its health alike. Both are said before the body is read: nothing that is in it matters.
 */
export function refuseUnknown(app: FastifyInstance): KnownPaths {
  const known = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  let refusing = false;
  app.addHook('onRoute', ({ url, method }) => {
    if (refusing) return;
    const one = known.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    for (const each of [method].flat()) one.methods.add(each);
    known.set(url, one);
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const [asked = ''] = request.url.split('?', 1);
    // Where two patterns fit, the router would have taken the one with fewer parameters.
    const [found] = [...known]
      .filter(([, { pattern }]) => pattern.test(asked))
      .toSorted(([one], [other]) => parameters(one) - parameters(other));
    if (!found) throw fault('unknownPath');
    const [path, { methods }] = found;
    // The log has the path as the route has it: one as sent may hold a login.
    request.cofactor.route = path;
    throw wrongMethod(methods, reply);
  });
  return {
    refuseOnEach: () => {
      refusing = true;
      for (const [url, { methods }] of known) {
        const onRequest = async (_request: FastifyRequest, reply: FastifyReply) => {
          throw wrongMethod(methods, reply);
        };
        const method = METHODS.filter((one) => !methods.has(one));
        app.route({ method, url, exposeHeadRoute: false, onRequest, handler: async () => {} });
      }
      refusing = false;
    },
  };
}

function wrongMethod(methods: ReadonlySet<string>, reply: FastifyReply): Fault {
  const named = [...methods].filter((method) => method !== 'HEAD');
  reply.header('allow', [...named, ...(methods.has('HEAD') ? ['HEAD'] : [])].join(', '));
  return fault('wrongMethod').because(`This path has ${named.join(', ')}.`);
}

const parameters = (path: string): number => path.split('/:').length - 1;

/** As the router reads paths: doubled and trailing slashes do not count. */
const patternOf = (path: string): RegExp =>
  new RegExp(
    `^/+${path
      .slice(1)
      .replaceAll('.', '\\.')
      .replaceAll('/', '/+')
      .replaceAll('*', '.*')
      .replace(/:\w+/g, '[^/]+')}/*$`,
  );
