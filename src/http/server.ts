import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { type OperationId, operations } from '../contract/index.ts';
import { fault } from '../domain/values/fault.ts';
import type { Services } from '../operations/shared/services.ts';
import { createApiLimit } from './apiLimit.ts';
import { createAuthenticate } from './auth/auth.ts';
import { createHookAuthenticate } from './auth/hookAuth.ts';
import { addAuthenticator } from './authenticator/routes.ts';
import { addHealth } from './health.ts';
import { acceptJsonBodies } from './jsonBody.ts';
import { addOperation } from './operationRoute.ts';
import { addQrCode, qrRoute } from './qr/qr.ts';
import { toFault } from './replies/errors.ts';
import { sayVersion } from './replies/ownHeaders.ts';
import { faultReply, sendReply } from './replies/wireReply.ts';
import { addReports, reportRoute } from './reports.ts';
import { type RequestLine, requestLine } from './requestLog.ts';
import { nothingYet } from './requestState.ts';
import { addViewer } from './viewer/routes.ts';

export interface ServerOptions {
  /** Requests a minute per token and endpoint family. */
  readonly apiLimit: number;
  /** The `Authorization` header of an Okta org that uses us as its telephony inline hook. */
  readonly oktaHookSecret?: string;
  /** Undeclared errors and replies are failures: on in tests and development. */
  readonly strict: boolean;
  /** Whether the process is about to stop; `/readyz` says so. */
  readonly draining?: () => boolean;
  /** Speaks https with this certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly log: {
    request(line: RequestLine): void;
    failure(error: unknown, requestId: string): void;
  };
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const;
const MAX_BODY_BYTES = 256 * 1024;
/** The longest part of a path, in characters: longer than any id or login. */
const MAX_PART = 320;

const unreadablePath = fault('unknownPath').because(
  `Percent-encode ids and logins (RFC 3986); none is longer than ${MAX_PART} characters.`,
);

const noCompiler = () => () => {
  throw new Error('bodies are checked by their contract, not by schemas of Fastify');
};

/** One route per contract operation; nothing here knows what any of them does. */
export function createServer(services: Services, options: ServerOptions): FastifyInstance {
  const app: FastifyInstance = Fastify({
    ...(options.tls && ({ https: options.tls } as object)),
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID().replaceAll('-', ''),
    requestIdHeader: false,
    // A path the router cannot read; no hook runs for it.
    frameworkErrors: (_error, request, reply) => {
      request.cofactor = nothingYet();
      sayVersion(reply);
      sendReply(reply, faultReply(unreadablePath));
      options.log.request(requestLine(request, reply));
    },
    // Routes have no schemas of Fastify's, and its compilers take a tenth of a start to load.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: MAX_PART },
  });
  app.decorateRequest('cofactor', null as never);
  app.addHook('onRequest', (request, reply, done) => {
    request.cofactor = nothingYet();
    sayVersion(reply);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    options.log.request(requestLine(request, reply));
    done();
  });
  acceptJsonBodies(app);

  const authenticate = createAuthenticate(services.store.tokens, () => performance.now());
  const authenticateHook = createHookAuthenticate(authenticate, options.oktaHookSecret);
  const apiLimit = createApiLimit(options.apiLimit, () => services.now().epochMilliseconds);
  for (const id of Object.keys(operations) as OperationId[]) {
    addOperation(app, id, { services, authenticate, authenticateHook, apiLimit, strict: options.strict });
  }
  addQrCode(app, services);
  addReports(app, services);
  refuseOtherMethods(app);
  addHealth(app, { store: services.store, draining: options.draining ?? (() => false) });
  addViewer(app, () => services.links.absolute(''));
  addAuthenticator(app);

  app.setNotFoundHandler(async () => {
    throw fault('unknownPath');
  });
  app.setErrorHandler((error, request, reply) => {
    const known = toFault(error);
    if (known.error === 'internal') options.log.failure(known.cause ?? known, request.id);
    sendReply(reply, faultReply(known));
  });
  return app;
}

/** 405 for the methods a known path does not have (fact 113). */
function refuseOtherMethods(app: FastifyInstance): void {
  const reports = reportRoute.methods.map((method) => ({ method, path: reportRoute.path }));
  for (const [path, known] of Map.groupBy([...Object.values(operations), qrRoute, ...reports], ({ path }) => path)) {
    const has = new Set<string>(known.map(({ method }) => method));
    app.route({
      method: METHODS.filter((method) => !has.has(method)),
      url: path,
      exposeHeadRoute: false,
      handler: async () => {
        throw fault('wrongMethod');
      },
    });
  }
}
