import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { nobody } from '../contract/access/principal.ts';
import { type OperationId, operations } from '../contract/index.ts';
import { DEFAULT_BODY_BYTES } from '../contract/shared/operation.ts';
import { watchQueue } from '../domain/metrics/watchQueue.ts';
import { AccessRefused } from '../domain/oauth/accessRefused.ts';
import { noProxies, type ProxyPolicy } from '../domain/policy/proxyPolicy.ts';
import { readTraceParent } from '../domain/tracing/traceParent.ts';
import type { Tracing } from '../domain/tracing/tracing.ts';
import { fault } from '../domain/values/fault.ts';
import { networkOf } from '../domain/values/network.ts';
import { TOKEN_PATH } from '../operations/oauth/authenticateClient.ts';
import type { Services } from '../operations/shared/services.ts';
import { createApiLimit } from './apiLimit.ts';
import { createAddresses } from './auth/addresses.ts';
import { createAuthenticate } from './auth/auth.ts';
import { createCallerOf } from './auth/callerOf.ts';
import { createHookAuthenticate } from './auth/hookAuth.ts';
import { createOneAddressWarning } from './auth/oneAddress.ts';
import { createTokenUse } from './auth/tokenUse.ts';
import { addAuthenticator } from './authenticator/routes.ts';
import { type ConnectionLimits, createConnections, defaultConnectionLimits } from './connections.ts';
import { addConsole } from './console/appRoutes.ts';
import { createPagePost } from './console/pageCalls.ts';
import { addSetUpPage } from './console/setUpPage.ts';
import { addSetUp } from './console/setUpRoutes.ts';
import { addSignInPage } from './console/signInPage.ts';
import { addSignIn } from './console/signInRoutes.ts';
import { addCors } from './cors.ts';
import { addDuoPage } from './duoPage/routes.ts';
import { addHealth } from './health.ts';
import { addHome, type Place } from './home/routes.ts';
import { acceptJsonBodies } from './jsonBody.ts';
import { measureRequest } from './measureRequest.ts';
import { addMetrics, type MetricsRoute } from './metricsRoute.ts';
import { createAuthenticateApp } from './oauth/accessTokens.ts';
import { addOauthMetadata } from './oauth/metadata.ts';
import { addTokenRoute } from './oauth/tokenRoute.ts';
import { addOperation } from './operationRoute.ts';
import { refuseUnknown } from './otherMethods.ts';
import { addPasswordPage } from './passwordPage/routes.ts';
import { addQrCode } from './qr/qr.ts';
import { toFault } from './replies/errors.ts';
import { challengeReply } from './replies/oauthReply.ts';
import { everyReply } from './replies/ownHeaders.ts';
import { faultReply, sendReply } from './replies/wireReply.ts';
import { addReports } from './reports.ts';
import { newRequestId } from './requestId.ts';
import { type RequestLine, requestLine } from './requestLog.ts';
import { nothingYet } from './requestState.ts';
import { createSockets, type Deadlines, defaultDeadlines } from './sockets.ts';
import { traceRequests } from './traceRequests.ts';
import { answerUnreadable } from './unreadableRequests.ts';
import { addViewer } from './viewer/routes.ts';

export interface ServerOptions {
  /** Requests a minute per token and endpoint family. */
  readonly apiLimit: number;
  /** Requests a minute to the Device API by an address, with a new key or without a device's; 120 when absent. */
  readonly strangerLimit?: number;
  /** Milliseconds of a clock that never goes back; that of the process when absent. Development brings one that can be advanced. */
  readonly monotonicMs?: () => number;
  /** The `Authorization` header of an Okta org that uses us as its telephony inline hook. */
  readonly oktaHookSecret?: string;
  /** Undeclared errors and replies are failures: on in tests and development. */
  readonly strict: boolean;
  /** Pages that are named on the first one besides those that every service has. */
  readonly places?: readonly Place[];
  /** Serves the metrics to whoever has their token; without it there is no such page. */
  readonly metricsRoute?: MetricsRoute | undefined;
  /** Traces, which are off when absent. */
  readonly tracing?: Tracing | undefined;
  /** Whether the process is about to stop; `/readyz` says so. */
  readonly draining?: () => boolean;
  /** Speaks https with this certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** The proxies around this process; none when absent. */
  readonly proxies?: ProxyPolicy;
  /** Limits of connections; `defaultConnectionLimits` when absent. */
  readonly connectionLimits?: ConnectionLimits;
  /** The time a request may take to arrive; `defaultDeadlines` when absent. */
  readonly deadlines?: Deadlines;
  readonly log: {
    request(line: RequestLine): void;
    warn?(text: string, about: object): void;
    failure(error: unknown, requestId: string, traceId?: string): void;
  };
}

/** A household, a shop, an office whose phones are all being enrolled: more than these are none. */
export const STRANGERS_PER_MINUTE = 120;
/** The longest part of a path, in characters: longer than any id or login. */
const MAX_PART = 320;

const unreadablePath = fault('unknownPath').because(
  `Percent-encode ids and logins (RFC 3986); none is longer than ${MAX_PART} characters.`,
);

const noHost = fault('unreadableRequest').because('Send the header Host (RFC 9112 section 3.2).');

const hasHost = ({ httpVersion, headers }: FastifyRequest['raw']): boolean =>
  headers.host !== undefined || httpVersion !== '1.1';

const noCompiler = () => () => {
  throw new Error('bodies are checked by their contract, not by schemas of Fastify');
};

/** One route per contract operation; nothing here knows what any of them does. */
export function createServer(services: Services, options: ServerOptions): FastifyInstance {
  const proxies = options.proxies ?? noProxies;
  const common = () => everyReply(services.links.absolute(''));
  const connections = createConnections({
    limits: options.connectionLimits ?? defaultConnectionLimits,
    proxies,
    monotonicMs: () => performance.now(),
    refused: (limit) => options.log.warn?.('connections are refused: too many are open', { limit }),
  });
  watchQueue(services.metrics, 'connections', connections.load);
  /** Tells of a request that no hook runs for. */
  const outside = (line: RequestLine): void => {
    options.log.request(line);
    services.metrics.count('requests', { operation: 'other', status: String(line.status) });
  };
  const app: FastifyInstance = Fastify({
    serverFactory: createSockets({
      deadlines: options.deadlines ?? defaultDeadlines,
      ...(options.tls && { tls: options.tls }),
      connections,
      unreadable: answerUnreadable(outside, common),
    }),
    // Each server has its own already.
    clientErrorHandler: () => {},
    logger: false,
    bodyLimit: DEFAULT_BODY_BYTES,
    forceCloseConnections: 'idle',
    genReqId: () => newRequestId(services.now()),
    requestIdHeader: false,
    // A path the router cannot read; no hook runs for it.
    frameworkErrors: (_error, request, reply) => {
      request.cofactor = nothingYet();
      reply.headers(common());
      sendReply(reply, faultReply(unreadablePath));
      outside(requestLine(request, reply));
    },
    // Routes have no schemas of Fastify's, and its compilers take a tenth of a start to load.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: MAX_PART },
  });
  app.decorateRequest('cofactor', null as never);
  app.addHook('onRequest', (request, reply, done) => {
    request.cofactor = nothingYet();
    request.cofactor.parent = readTraceParent(request.headers.traceparent);
    reply.headers(common());
    done(hasHost(request.raw) ? undefined : noHost);
  });
  if (options.tracing) traceRequests(app, options.tracing);
  app.addHook('onResponse', (request, reply, done) => {
    if (!request.cofactor.unlogged) options.log.request(requestLine(request, reply));
    measureRequest(services.metrics, request, reply);
    done();
  });
  const paths = refuseUnknown(app);
  acceptJsonBodies(app);
  addCors(app, services.store.trustedOrigins, options.monotonicMs ?? (() => performance.now()));

  const authenticate = createAuthenticate({
    tokens: services.store.tokens,
    now: services.now,
    monotonicMs: () => performance.now(),
    used: createTokenUse(services.store, (error) => options.log.failure(error, '')),
  });
  const authenticateHook = createHookAuthenticate(authenticate, options.oktaHookSecret);
  const authenticateApp = createAuthenticateApp(services, options.monotonicMs ?? (() => performance.now()));
  const limitTo = (perMinute: number, family: 'api' | 'strangers') =>
    createApiLimit(
      perMinute,
      options.monotonicMs ?? (() => performance.now()),
      () => services.now().epochMilliseconds,
      () => services.metrics.count('budgets', { family }),
    );
  const apiLimit = limitTo(options.apiLimit, 'api');
  const strangerLimit = limitTo(options.strangerLimit ?? STRANGERS_PER_MINUTE, 'strangers');
  const callerOf = createCallerOf(proxies);
  const addressesOf = createAddresses(proxies);
  /** The network that somebody without a token asks from. */
  const addressOf = (request: FastifyRequest): string =>
    networkOf(callerOf(request, nobody, false).address ?? request.ip);
  const parts = {
    services,
    authenticate,
    authenticateHook,
    authenticateApp,
    callerOf,
    peerOf: (request: FastifyRequest) => addressesOf(request).caller,
    connections,
    strangerLimit: (request: FastifyRequest) => strangerLimit(addressOf(request), 'device'),
    failed: createOneAddressWarning((text, about) => options.log.warn?.(text, about)),
    apiLimit,
    strict: options.strict,
  };
  for (const id of Object.keys(operations) as OperationId[]) addOperation(app, id, parts);
  addQrCode(app, services);
  addReports(app, services);
  addTokenRoute(app, {
    services,
    clientLimit: (clientId) => apiLimit(clientId, `POST ${TOKEN_PATH}`),
    strangerLimit: (request) => strangerLimit(addressOf(request), 'token'),
    failure: options.log.failure,
  });
  addOauthMetadata(app, services);
  paths.refuseOnEach();
  if (options.metricsRoute) addMetrics(app, options.metricsRoute);
  addHealth(app, { store: services.store, draining: options.draining ?? (() => false) });
  addHome(app, options.places ?? []);
  addViewer(app, () => services.links.absolute(''));
  addAuthenticator(app);
  addConsole(app, () => services.links.absolute(''));
  addSignInPage(app, services.openid?.settings.name);
  const signInLimit = (request: FastifyRequest) => strangerLimit(addressOf(request), 'signin');
  const post = createPagePost(app, services, signInLimit);
  const warn = (text: string, about: object) => options.log.warn?.(text, about);
  addSignIn(app, services, { callerOf, post, strangerLimit: signInLimit, warn });
  addSetUpPage(app);
  addSetUp(services, { callerOf, post });
  addDuoPage(app, services, {
    callerOf: (request) => callerOf(request, nobody, false),
    strangerLimit: (request) => strangerLimit(addressOf(request), 'device'),
  });
  addPasswordPage(app, services, {
    addressOf: (request) => callerOf(request, nobody, false).address ?? request.ip,
    onFailure: options.log.failure,
  });

  app.setErrorHandler((error, request, reply) => {
    if (error instanceof AccessRefused) {
      const path = request.url.split('?', 1)[0] ?? '';
      return sendReply(reply, challengeReply(error, { base: services.links.absolute(''), path }));
    }
    const known = toFault(error);
    if (known.error === 'internal')
      options.log.failure(known.cause ?? known, request.id, request.cofactor.parent?.traceId);
    return sendReply(reply, faultReply(known));
  });
  return app;
}
