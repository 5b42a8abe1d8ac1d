import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type OperationId, operations } from '../contract/index.ts';
import { commonErrors, type ErrorName } from '../contract/shared/errors.ts';
import type { Caller, Operation, Signed } from '../contract/shared/operation.ts';
import { Fault, fault } from '../domain/values/fault.ts';
import { shapeError } from '../domain/values/shapeError.ts';
import { handlers } from '../operations/index.ts';
import { compiledSchema } from '../operations/shared/compiledSchema.ts';
import { Created, Download, Page } from '../operations/shared/replies.ts';
import type { Services } from '../operations/shared/services.ts';
import { familyOf, type Standing } from './apiLimit.ts';
import type { Authenticate, Identity } from './auth/auth.ts';
import { authenticateDevice } from './auth/deviceAuth.ts';
import { headerText } from './headerText.ts';
import { answerOnce } from './idempotency.ts';
import { bodyOf } from './jsonBody.ts';
import { filledPath, linkHeaders } from './links/paging.ts';
import { createDecodeQuery } from './query.ts';
import { ownHeaders } from './replies/ownHeaders.ts';
import { createReshape } from './replies/reshape.ts';
import { jsonReply, sendReply, type WireReply } from './replies/wireReply.ts';

interface RouteParts {
  readonly services: Services;
  readonly authenticate: Authenticate;
  readonly authenticateHook: Authenticate;
  readonly apiLimit: (tokenId: string, family: string) => Standing;
  readonly strict: boolean;
}

type AnyHandler = (services: Services, input: unknown) => Promise<unknown>;

/** The route of one operation: who asks, how often, is the request of the declared form, and then its handler. */
export function addOperation(app: FastifyInstance, id: OperationId, parts: RouteParts): void {
  const described: Operation = operations[id];
  const { method, path, query, status, errors, download } = described;
  const authenticate = described.acceptsHookSecret ? parts.authenticateHook : parts.authenticate;
  const family = familyOf(described);
  const handle = handlers[id] as AnyHandler;
  const declared = new Set<ErrorName>([...errors, ...commonErrors]);
  const decodeQuery = createDecodeQuery(query);
  const reshape = createReshape(id);

  app.route({
    method,
    url: path,
    handler: async (request, response) => {
      request.cofactor.route = path;
      const { identity, signed }: Admitted = described.statement
        ? await authenticateDevice(parts.services, described.statement, request)
        : { identity: await authenticate(request.headers.authorization, request.raw.socket) };
      request.cofactor.tokenId = identity.tokenId;
      const standing = parts.apiLimit(identity.tokenId, family);
      setRateHeaders(response, request.id, standing);
      if (standing.refused) throw fault('tooManyRequests');
      noStore(response);
      // PostgreSQL's text cannot hold a NUL: nothing has a name with one.
      if (request.url.includes('%00')) throw fault('unknownPath');
      if (!accepts(request, download)) throw fault('unacceptableType').because('Send Accept: application/json.');
      const given = bodyOf(request.body, described);
      const agent = request.headers['user-agent'];
      const body = compiledSchema(described.body);
      if (!body.Check(given)) throw fault('malformedBody').because(...shapeError(body.Errors(given)));
      const input = {
        params: request.params,
        query: decodeQuery(request.query as Record<string, unknown>),
        body: given,
        caller: callerOf(request, identity, signed === undefined),
        ...(signed && { signed }),
      };
      if (described.idempotent) {
        const keyed = { tokenId: identity.tokenId, request, body: given };
        const answer = async (services: Services) => asDeclared(await handle(services, input), agent);
        return sendReply(
          response,
          await answerOnce(parts.services, keyed, (services) => declaredOnly(answer(services))),
        );
      }
      const outcome = await declaredOnly(handle(parts.services, input));
      const answer = outcome instanceof Page ? outcome.items : outcome;
      if (outcome instanceof Page) {
        const address = parts.services.links.absolute(filledPath(path, input.params as Record<string, string>));
        response.header('link', linkHeaders(address, outcome));
      }
      if (answer instanceof Download) return sendFile(response.code(status), answer, download);
      return sendReply(response, asDeclared(answer, agent));
    },
  });

  function declaredOnly<T>(answer: Promise<T>): Promise<T> {
    if (!parts.strict) return answer;
    return answer.catch((error: unknown) => {
      if (!(error instanceof Fault) || declared.has(error.error)) throw error;
      throw new Error(`${id} does not declare ${error.error}`, { cause: error });
    });
  }

  function asDeclared(answer: unknown, agent: string | undefined): WireReply {
    const created = answer instanceof Created;
    const given = created ? answer.body : answer;
    const reply = parts.strict && status !== 204 && compiledSchema(described.reply);
    if (reply && (!reply.Check(given) || (created && !described.mayCreate))) {
      throw new Error(`the reply of ${id} is not as declared: ${shapeError(reply.Errors(given))}`);
    }
    const { body, quirks } = reshape(agent, given);
    return jsonReply(
      created ? 201 : status,
      body,
      quirks.length > 0 ? { [ownHeaders.quirk]: quirks.join(', ') } : undefined,
    );
  }
}

/** Who was let in, with an API token or with a statement of a device's. */
type Admitted = { readonly identity: Identity; readonly signed?: Signed };

const MAX_ADDRESS = 64;
const MAX_USER_AGENT = 512;

/** Only a holder of an API token is believed about whom it asks for; a device speaks for itself (ADR 4). */
function callerOf(request: FastifyRequest, identity: Identity, forOthers: boolean): Caller {
  const { 'x-forwarded-for': forwarded, 'user-agent': agent, 'accept-language': language } = request.headers;
  const given = forOthers ? String(forwarded ?? '').split(',', 1)[0] : request.ip;
  const address = headerText(given, MAX_ADDRESS);
  const userAgent = headerText(agent, MAX_USER_AGENT);
  return {
    ...identity,
    requestId: request.id,
    ...(address !== undefined && { address }),
    ...(userAgent !== undefined && { userAgent }),
    ...(language !== undefined && { language }),
    origin: { method: request.method, url: request.url, peer: request.ip },
  };
}

function setRateHeaders(response: FastifyReply, requestId: string, { limit, remaining, reset }: Standing): void {
  response
    .header('x-okta-request-id', requestId)
    .header('x-rate-limit-limit', limit)
    .header('x-rate-limit-remaining', remaining)
    .header('x-rate-limit-reset', reset);
}

function noStore(response: FastifyReply): void {
  response.header('cache-control', 'no-cache, no-store').header('pragma', 'no-cache').header('expires', '0');
}

function accepts({ headers: { accept } }: FastifyRequest, download: Operation['download']): boolean {
  if (accept === undefined || /\*\/\*|application\/(\*|json|[\w.-]+\+json)/i.test(accept)) return true;
  return download !== undefined && accept.toLowerCase().includes(download);
}

function sendFile(response: FastifyReply, { text, fileName }: Download, type: Operation['download']): FastifyReply {
  return response
    .header('content-type', `${type}; charset=utf-8`)
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .header('x-content-type-options', 'nosniff')
    .send(text);
}
