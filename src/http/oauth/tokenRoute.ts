import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OauthFault } from '../../domain/oauth/oauthFault.ts';
import type { ServiceApp } from '../../domain/oauth/serviceApp.ts';
import { Fault } from '../../domain/values/fault.ts';
import { TOKEN_PATH } from '../../operations/oauth/authenticateClient.ts';
import { type Heard, issueToken } from '../../operations/oauth/issueToken.ts';
import { createNoteRefusal } from '../../operations/oauth/noteRefusal.ts';
import { nonceNow } from '../../operations/oauth/provePossession.ts';
import type { Services } from '../../operations/shared/services.ts';
import type { RateLimitState } from '../apiLimit.ts';
import { headerText } from '../headerText.ts';
import { toFault } from '../replies/errors.ts';
import { oauthReply } from '../replies/oauthReply.ts';
import { sendReply } from '../replies/wireReply.ts';
import { traceOf } from '../requestState.ts';
import { readForm } from './readForm.ts';

/** Room for an assertion by a key of 8,192 bits and for every scope there is. */
const MAX_BODY_BYTES = 32 * 1024;
const FORM = 'application/x-www-form-urlencoded';

/** Parts of the token endpoint. */
export interface TokenRouteParts {
  readonly services: Services;
  /** Counts the requests of a client. */
  readonly clientLimit: (clientId: string) => RateLimitState;
  /** Counts, by address, the requests of those who are no client. */
  readonly strangerLimit: (request: FastifyRequest) => RateLimitState;
  readonly failure: (error: unknown, requestId: string, traceId?: string) => void;
}

/**
 * `POST /oauth2/v1/token` (facts 126 to 134). Strangers are counted by address and clients by their id, so that nobody uses up
 * the requests of a client without its key.
 */
export function addTokenRoute(app: FastifyInstance, parts: TokenRouteParts): void {
  const noteRefusal = createNoteRefusal(parts.services);
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(FORM, { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.addContentTypeParser('*', (_request, _payload, done) => done(new OauthFault('malformedRequest')));
    scope.route({
      method: 'POST',
      url: TOKEN_PATH,
      bodyLimit: MAX_BODY_BYTES,
      onRequest: async (request, reply) => {
        request.cofactor.route = TOKEN_PATH;
        reply
          .header('x-okta-request-id', request.id)
          .header('cache-control', 'no-cache, no-store')
          .header('pragma', 'no-cache')
          .header('expires', '0');
      },
      handler: (request, reply) => answer({ ...parts, noteRefusal }, request, reply),
    });
    scope.setErrorHandler((error, request, reply) => refuse(parts, error, request, reply));
  });
}

interface AnswerParts extends TokenRouteParts {
  readonly noteRefusal: ReturnType<typeof createNoteRefusal>;
}

async function answer(
  { services, clientLimit, noteRefusal, failure }: AnswerParts,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { authorization, dpop, 'user-agent': agent } = request.headers;
  if (authorization !== undefined) throw new OauthFault('otherMethod');
  const form = readForm(request.body, request.url.split('?', 2)[1] ?? '');
  const userAgent = headerText(agent, 512);
  const proof = typeof dpop === 'string' ? dpop : undefined;
  const from = { requestId: request.id, ...traceOf(request), ...(userAgent !== undefined && { userAgent }) };
  let named: ServiceApp | undefined;
  const heard: Heard = {
    named: (app) => {
      named = app;
    },
    known: (clientId) => {
      request.cofactor.tokenId = clientId;
      setRateHeaders(reply, clientLimit(clientId));
    },
  };
  const token = await issueToken(services, { form, proof, ...from }, heard).catch(async (error: unknown) => {
    const recognised = request.cofactor.tokenId !== undefined;
    if (error instanceof OauthFault) {
      const refusal = { refused: error, ...from, ...(named && { named }), recognised };
      // A refusal is one whether or not the log can be written: a client that is told to come again would do so for ever.
      await noteRefusal(refusal).catch((unwritten: unknown) => failure(unwritten, request.id, from.traceId));
    }
    throw error;
  });
  // Clients that keep it spare themselves a refusal the next time (RFC 9449 section 8.2).
  if (token.token_type === 'DPoP') reply.header('dpop-nonce', nonceNow(services));
  return reply.header('x-robots-tag', 'noindex,nofollow').send(token);
}

function refuse(parts: TokenRouteParts, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  let refused = toOauthFault(error);
  if (refused.error === 'internal') parts.failure(error, request.id, request.cofactor.parent?.traceId);
  if (refused.error === 'nonceWanted') reply.header('dpop-nonce', nonceNow(parts.services));
  if (request.cofactor.tokenId === undefined) {
    const standing = parts.strangerLimit(request);
    reply.header('x-rate-limit-limit', standing.limit).header('x-rate-limit-remaining', standing.remaining);
    reply.header('x-rate-limit-reset', standing.reset);
    if (standing.refused) refused = new OauthFault('tooMany');
  }
  return sendReply(reply, oauthReply(refused));
}

function setRateHeaders(reply: FastifyReply, { limit, remaining, reset, refused }: RateLimitState): void {
  reply
    .header('x-rate-limit-limit', limit)
    .header('x-rate-limit-remaining', remaining)
    .header('x-rate-limit-reset', reset);
  if (refused) throw new OauthFault('tooMany');
}

function toOauthFault(error: unknown): OauthFault {
  if (error instanceof OauthFault) return error;
  const known = toFault(error);
  if (known instanceof Fault && known.error === 'unavailable') return new OauthFault('unavailable');
  return new OauthFault(known.error === 'internal' ? 'internal' : 'malformedRequest');
}
