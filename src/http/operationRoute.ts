import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { nobody, type Principal } from '../contract/access/principal.ts';
import { type OperationId, operations } from '../contract/index.ts';
import { commonErrors, type ErrorName } from '../contract/shared/errors.ts';
import { type Caller, DEFAULT_BODY_BYTES, type Operation, SMALL_BODY_BYTES } from '../contract/shared/operation.ts';
import type { Signed } from '../contract/shared/statement.ts';
import type { TokenScheme } from '../domain/oauth/accessRefused.ts';
import { Fault, fault } from '../domain/values/fault.ts';
import { shapeError } from '../domain/values/shapeError.ts';
import { handlers } from '../operations/index.ts';
import { compiledSchema } from '../operations/shared/compiledSchema.ts';
import { Created, Download, Page } from '../operations/shared/replies.ts';
import type { Services } from '../operations/shared/services.ts';
import { familyOf, type RateLimitState } from './apiLimit.ts';
import type { Authenticate } from './auth/auth.ts';
import { authorize } from './auth/authorize.ts';
import type { CallerOf } from './auth/callerOf.ts';
import { authenticateDevice } from './auth/deviceAuth.ts';
import { actsOnPerson, requireReach } from './auth/reach.ts';
import { authenticateSession, principalOf } from './auth/sessionAuth.ts';
import type { Connections } from './connections.ts';
import { answerOnce } from './idempotency.ts';
import { bodyOf, setContentTypeAside } from './jsonBody.ts';
import { filledPath, linkHeaders } from './links/paging.ts';
import { type AuthenticateApp, accessTokenIn } from './oauth/accessTokens.ts';
import { createDecodeQuery } from './query.ts';
import { ownHeaders } from './replies/ownHeaders.ts';
import { createReshape } from './replies/reshape.ts';
import { jsonReply, sendReply, type WireReply } from './replies/wireReply.ts';

interface RouteParts {
  readonly services: Services;
  readonly authenticate: Authenticate;
  readonly authenticateHook: Authenticate;
  /** Admits service apps by access tokens. */
  readonly authenticateApp: AuthenticateApp;
  readonly callerOf: CallerOf;
  /** The address a request came from, past our own proxies. */
  readonly peerOf: (request: FastifyRequest) => string;
  /** Is told of every failure of a handler. */
  readonly failed: (error: unknown, caller: Caller) => void;
  readonly connections: Pick<Connections, 'recognize'>;
  readonly apiLimit: (tokenId: string, family: string) => RateLimitState;
  /** Counts a request of somebody who is no device we know, by address. */
  readonly strangerLimit: (request: FastifyRequest) => RateLimitState;
  readonly strict: boolean;
}

/** The callers of requests whose bodies are still to be read. */
const admittedAs = new WeakMap<FastifyRequest, Admitted>();

type AnyHandler = (services: Services, input: RouteInput) => Promise<unknown>;

/**
 * Adds the route of one operation: the whole life of a request, in five steps: admit (who asks?), limit (how often?), read
 * (is the request of the declared form?), handle, answer. Each throws a `Fault` to end it early. The first two are taken
 * before a byte of the body is read, unless the body is itself what admits.
 */
export function addOperation(app: FastifyInstance, id: OperationId, parts: RouteParts): void {
  const described: Operation = operations[id];
  const { method, path, scope, query, status, errors, download } = described;
  const authenticate = described.acceptsHookSecret ? parts.authenticateHook : parts.authenticate;
  const family = familyOf(described);
  const handler = handlers[id] as AnyHandler;
  const declared = new Set<ErrorName>([...errors, ...commonErrors]);
  const decodeQuery = createDecodeQuery(query);
  const reshape = createReshape(id);
  const isOpen = scope === 'public' && !described.statement;
  const actsOn = actsOnPerson(id, described);
  const admittedByBody = described.statement?.in === 'body';

  app.route({
    method,
    url: path,
    bodyLimit: described.maxBodyBytes ?? (method === 'DELETE' ? SMALL_BODY_BYTES : DEFAULT_BODY_BYTES),
    onRequest: async (request, response) => {
      setContentTypeAside(request);
      request.cofactor.route = path;
      request.cofactor.operation = id;
      // Who signs with a new key may be anybody, as often as there are keys.
      if (described.statement?.by === 'newKey') limit(parts.strangerLimit(request), request, response);
      if (!admittedByBody) admittedAs.set(request, await letIn(request, response));
    },
    handler: async (request, response) => {
      const admitted = admittedAs.get(request) ?? (await letIn(request, response));
      const input = read(request, admitted);
      if (actsOn) await requireReach(parts.services, { id, ref: input.params.userId ?? '' }, admitted.principal);
      if (!described.idempotent) return answer(await handle(parts.services, input), request, response);
      // A request with a key may be a repeated one: then handling it is left out, and the first answer is given again.
      const keyed = { tokenId: admitted.principal.id, request, body: input.body };
      const once = async (services: Services) => wireReply(await handle(services, input), request);
      return sendReply(response, await answerOnce(parts.services, keyed, once));
    },
  });

  /** Admits and limits. */
  async function letIn(request: FastifyRequest, response: FastifyReply): Promise<Admitted> {
    const admitted = isOpen ? unknown : await admit(request, response);
    if (!isOpen) limit(parts.apiLimit(admitted.principal.id, family), request, response);
    if (scope !== 'public' && scope !== 'own') authorize({ id, scope }, admitted.principal, admitted.scheme);
    noStore(response);
    return admitted;
  }

  /** The caller: the holder of an API token, or a device that signed a statement. */
  async function admit(request: FastifyRequest, response: FastifyReply): Promise<Admitted> {
    const { statement } = described;
    const admitted: Admitted = statement
      ? await authenticateDevice(parts.services, statement, request).catch((refused: unknown) => {
          // A device that we know is not held back by strangers at its address.
          if (statement.by === 'device') limit(parts.strangerLimit(request), request, response);
          throw refused;
        })
      : await present(request);
    if (!statement) parts.connections.recognize(request.raw.socket);
    request.cofactor.tokenId = admitted.principal.id;
    return admitted;
  }

  /** The holder of an access token, an API token, or a session, which counts only without either. */
  async function present(request: FastifyRequest): Promise<Admitted> {
    const { method, url, headers, raw } = request;
    const given = accessTokenIn(headers.authorization);
    const held = headers.authorization === undefined && (await authenticateSession(parts.services, request));
    if (held) return { principal: principalOf(held, parts.services.now()) };
    const other = async () => authenticate(headers.authorization, raw.socket, () => parts.peerOf(request));
    if (!given) return { principal: await other() };
    const proof = typeof headers.dpop === 'string' ? headers.dpop : undefined;
    return parts.authenticateApp({ ...given, proof, method, path: url }).then(
      (principal) => ({ principal, scheme: given.scheme }),
      async (refused: unknown) => {
        // The secret of a hook is the whole header, and may look like a token.
        const mayBeSecret =
          described.acceptsHookSecret && refused instanceof Fault && refused.error === 'invalidSession';
        if (mayBeSecret) return { principal: await other() };
        throw refused;
      },
    );
  }

  /** The `x-rate-limit-*` headers say how a budget stands, of a refused request too. */
  function limit(standing: RateLimitState, request: FastifyRequest, response: FastifyReply): void {
    setRateHeaders(response, request.id, standing);
    if (standing.refused) throw fault('tooManyRequests');
  }

  /** Path, query and body, checked against the contract, and who asks. */
  function read(request: FastifyRequest, { principal, signed }: Admitted): RouteInput {
    // PostgreSQL's text cannot hold a NUL: nothing has a name with one.
    if (request.url.split('?', 1)[0]?.includes('%00')) throw fault('unknownPath');
    if (!accepts(request, download)) throw fault('unacceptableType').because('Send Accept: application/json.');
    const body = bodyOf(request.body, described, request.headers['user-agent']);
    const schema = compiledSchema(described.body);
    if (!schema.Check(body)) throw fault('malformedBody').because(...shapeError(schema.Errors(body)));
    return {
      params: request.params as RouteInput['params'],
      query: decodeQuery(request.query as Record<string, unknown>),
      body,
      caller: parts.callerOf(request, principal, signed === undefined),
      ...(signed && { signed }),
    };
  }

  /**
   * Calls the operation's handler. Development and tests do not let an error pass that the contract does not declare.
   */
  function handle(services: Services, input: RouteInput): Promise<unknown> {
    return handler(services, input).catch((error: unknown) => {
      parts.failed(error, input.caller);
      if (!parts.strict || !(error instanceof Fault) || declared.has(error.error)) throw error;
      throw new Error(`${id} does not declare ${error.error}`, { cause: error });
    });
  }

  /** Sends what the handler returned: a page with its Link headers, a file, or JSON. */
  function answer(outcome: unknown, request: FastifyRequest, response: FastifyReply): FastifyReply {
    const given = outcome instanceof Page ? outcome.items : outcome;
    if (outcome instanceof Page) {
      const address = filledPath(path, request.params as RouteInput['params']);
      response.header('link', linkHeaders(parts.services.links.absolute(address), outcome));
    }
    if (given instanceof Download) return sendFile(response.code(status), given, download);
    return sendReply(response, wireReply(given, request));
  }

  /** The reply as it goes over the wire, in the form that the caller's SDK expects (`sdkQuirks`). */
  function wireReply(outcome: unknown, { headers }: FastifyRequest): WireReply {
    const created = outcome instanceof Created;
    const given = created ? outcome.body : outcome;
    const reply = parts.strict && status !== 204 && compiledSchema(described.reply);
    if (reply && (!reply.Check(given) || (created && !described.mayCreate))) {
      throw new Error(`the reply of ${id} is not as declared: ${shapeError(reply.Errors(given))}`);
    }
    const { body, quirks } = reshape(headers['user-agent'], given);
    return jsonReply(
      created ? 201 : status,
      body,
      quirks.length > 0 ? { [ownHeaders.quirk]: quirks.join(', ') } : undefined,
    );
  }
}

/** The principal that was let in, and the statement that a device signed. */
interface Admitted {
  readonly principal: Principal;
  readonly signed?: Signed;
  /** The way an access token was presented, where there was one. */
  readonly scheme?: TokenScheme;
}

/** The caller of a public operation: no token is looked at, not even a wrong one. */
const unknown: Admitted = { principal: nobody };

/** The input of a handler; the operation's own `Input` says which members the contract promises. */
interface RouteInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Caller;
  readonly signed?: Signed;
}

function setRateHeaders(response: FastifyReply, requestId: string, { limit, remaining, reset }: RateLimitState): void {
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
  // An empty list names nothing that could be asked for, so the header says nothing.
  if (accept === undefined || accept.trim() === '' || /\*\/\*|application\/(\*|json|[\w.-]+\+json)/i.test(accept))
    return true;
  return download !== undefined && accept.toLowerCase().includes(download);
}

function sendFile(response: FastifyReply, { text, fileName }: Download, type: Operation['download']): FastifyReply {
  return response
    .header('content-type', `${type}; charset=utf-8`)
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .header('x-content-type-options', 'nosniff')
    .send(text);
}
