import type { FastifyInstance } from 'fastify';
import type { MessageProvider } from '../domain/providers/messageProvider.ts';
import { fault } from '../domain/values/fault.ts';
import { receiveReport, reportedProvider } from '../operations/messages/receiveReport.ts';
import type { Services } from '../operations/shared/services.ts';

/** The path to which vendors report the fate of messages. It holds no secret; some vendors' queries do, so neither is logged. */
export const reportRoute = { path: '/hooks/providers/:providerId', methods: ['GET', 'POST'] } as const;

/** Reports come in bundles, but small ones. */
const MAX_BODY_BYTES = 64 * 1024;

/**
 * Delivery reports, without Authorization: vendors sign them, each in its own way, over the body as it was sent. A call
 * that is not genuine is answered like one to a provider that does not exist. The body is read for a provider that
 * there is alone: its id is known to nobody but the vendor.
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
      onRequest: async (request, reply) => {
        reply.header('x-okta-request-id', request.id).header('cache-control', 'no-store');
        const provider = await reportedProvider(services, request.params.providerId);
        if (!provider) throw fault('unknownPath');
        about.set(request, provider);
      },
      handler: async (request, reply) => {
        const { method, url, headers, body } = request;
        const said = await receiveReport(services, about.get(request) as MessageProvider, {
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

/** The providers of calls whose bodies are still to be read. */
const about = new WeakMap<object, MessageProvider>();

/** Headers that came several times are none that a vendor signs with. */
const single = (headers: Readonly<Record<string, string | string[] | undefined>>) =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
