import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { SMALL_BODY_BYTES } from '../../contract/shared/operation.ts';
import { fault } from '../../domain/values/fault.ts';
import { shapeError } from '../../domain/values/shapeError.ts';
import { compiledSchema } from '../../operations/shared/compiledSchema.ts';
import type { Services } from '../../operations/shared/services.ts';
import type { RateLimitState } from '../apiLimit.ts';
import { isOwnPage } from '../auth/sessionCookie.ts';
import { bodyOf, setContentTypeAside } from '../jsonBody.ts';

/** Adds calls that pages of this service make for somebody who has no session yet. */
export type PagePost = <Body extends TSchema>(
  path: string,
  schema: Body,
  handle: (body: Static<Body>, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
) => void;

/**
 * Makes the function that adds such calls. They are for the pages of this service alone: a request must say that it comes
 * from one, so that no other page signs anybody in as somebody else. Requests are counted by address.
 */
export function createPagePost(
  app: FastifyInstance,
  services: Pick<Services, 'links'>,
  strangerLimit: (request: FastifyRequest) => RateLimitState,
): PagePost {
  const requireOwnPage = (request: FastifyRequest): void => {
    if (isOwnPage(request, services.links.absolute(''))) return;
    throw fault('forbidden').because(`Sign in at ${services.links.absolute('/admin/signin')}.`);
  };
  return (path, schema, handle) => {
    app.route({
      method: 'POST',
      url: path,
      bodyLimit: SMALL_BODY_BYTES,
      onRequest: async (request, reply) => {
        setContentTypeAside(request);
        request.cofactor.route = path;
        reply.header('cache-control', 'no-store');
        requireOwnPage(request);
        if (strangerLimit(request).refused) throw fault('tooManyRequests');
      },
      handler: async (request, reply) => {
        const body = bodyOf(request.body, { method: 'POST' });
        const compiled = compiledSchema(schema);
        if (!compiled.Check(body)) throw fault('malformedBody').because(...shapeError(compiled.Errors(body)));
        return reply.send(await handle(body as Static<typeof schema>, request, reply));
      },
    });
  };
}
