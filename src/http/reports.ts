import type { FastifyInstance } from 'fastify';
import { fault } from '../domain/values/fault.ts';
import { receiveReport } from '../operations/messages/receiveReport.ts';
import type { Services } from '../operations/shared/services.ts';

/** The path to which vendors report the fate of messages. It holds no secret; some vendors' queries do, so neither is logged. */
export const reportRoute = { path: '/hooks/providers/:providerId', methods: ['GET', 'POST'] } as const;

/** Reports come in bundles, but small ones. */
const MAX_BODY_BYTES = 64 * 1024;

/**
 * Delivery reports, without Authorization: vendors sign them, each in its own way, over the body as it was sent. A call
 * that is not genuine is answered like one to a provider that does not exist.
 */
export function addReports(app: FastifyInstance, services: Services): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.route<{ Params: { readonly providerId: string } }>({
      method: [...reportRoute.methods],
      url: reportRoute.path,
      bodyLimit: MAX_BODY_BYTES,
      exposeHeadRoute: false,
      handler: async ({ params, method, url, headers, body, id }, reply) => {
        reply.header('x-okta-request-id', id).header('cache-control', 'no-store');
        const said = await receiveReport(services, params.providerId, {
          method,
          url: services.links.absolute(url),
          headers: single(headers),
          body: typeof body === 'string' ? body : '',
        });
        if (!said) throw fault('unknownPath');
        if (!said.body) return reply.code(204).send();
        return reply.code(200).header('content-type', said.body.type).send(said.body.text);
      },
    });
  });
}

/** Headers that came several times are none that a vendor signs with. */
const single = (headers: Readonly<Record<string, string | string[] | undefined>>) =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
