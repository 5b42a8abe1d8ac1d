import { createList, type List } from './createList.ts';
import { createSend, type ServerKind } from './createSend.ts';
import { CofactorError } from './errors.ts';
import type { Answer, EnrollBody, Enrolled, Factor, ProviderOf, VerifyReply, Wishes } from './factors.ts';
import { type Operations, operationTable, otherProviders } from './operations.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { type Operation, readTable } from './readTable.ts';
import type { HttpRequest } from './targetOf.ts';

type Request<Id extends keyof Operations> = Operations[Id]['request'];
type Result<Id extends keyof Operations> = Operations[Id]['paged'] extends true
  ? List<Operations[Id]['reply']>
  : Promise<Operations[Id]['reply']>;

/** Every operation by its id, as Okta's SDKs name them: path, query and `body` in one argument. */
type Calls = {
  [Id in keyof Operations]: Record<never, never> extends Request<Id>
    ? (request?: Request<Id>, options?: CallOptions) => Result<Id>
    : (request: Request<Id>, options?: CallOptions) => Result<Id>;
};

interface EnrollCall<T extends string, P extends string> extends Omit<Request<'enrollFactor'>, 'body'> {
  body: EnrollBody<T, P>;
}

/** Operations whose reply depends on what is asked. */
interface FactorCalls {
  /** Enroll a factor. */
  enrollFactor<T extends string, P extends string = ProviderOf<T>>(
    request: EnrollCall<T, P>,
    options?: CallOptions,
  ): Promise<Enrolled<T, P>>;
  /** Activate a factor with the answer that proves it. The reply may have another id. */
  activateFactor(
    request: Omit<Request<'activateFactor'>, 'body'> & { body: Answer },
    options?: CallOptions,
  ): Promise<Factor>;
  /** Fetches the state of an activation that a device carries out; with a new link when the old one has expired. */
  activateFactor(
    request: Omit<Request<'activateFactor'>, 'body'> & { body?: undefined },
    options?: CallOptions,
  ): ReturnType<Calls['activateFactor']>;
  /** Ask for a challenge (no body, or what you wish of it), or verify the answer to it. */
  verifyFactor(
    request: Omit<Request<'verifyFactor'>, 'body'> & { body?: Answer | Wishes | undefined },
    options?: CallOptions,
  ): Promise<VerifyReply>;
}

/** The service, one function an operation. */
export type Client = Omit<Calls, keyof FactorCalls> &
  FactorCalls & {
    /** Any request at all, for what has no function here. The reply is as the service sends it. */
    request(request: HttpRequest, options?: CallOptions): Promise<unknown>;
    /** Any list that comes in pages, for what has no function here. Its items are as the service sends them. */
    list(request: HttpRequest, options?: CallOptions): List<unknown>;
    /** Which service it is, as far as an answer has shown. */
    server(): ServerKind;
  };

/** Makes a client; nothing is sent before its first call. */
export function createClient(options: ClientOptions): Client {
  if (!/^https?:\/\/[^/?#]+/.test(options.url)) throw new CofactorError('url must be an http or https address');
  const send = createSend(options);
  const calls = [...readTable(operationTable)].map(([id, operation]) => [id, callOf(operation)]);

  function callOf({ method, path, paged }: Operation) {
    return ({ body, ...params }: { body?: unknown } & Record<string, unknown> = {}, options?: CallOptions) => {
      const request: HttpRequest = { method, path, params, body: withProvider(body) };
      return (paged ? list : ask)(request, options);
    };
  }

  const ask = (request: HttpRequest, options?: CallOptions) => send(request, options).then((reply) => reply.body);
  const list = (request: HttpRequest, options?: CallOptions) =>
    createList(
      // A cursor of our own only after the first page: before that the caller's counts.
      (after) => send(after ? { ...request, query: { ...request.query, after } } : request, options),
      request.path.endsWith('/logs'),
    );

  return {
    ...Object.fromEntries(calls),
    request: ask,
    list,
    server: send.server,
  } as Client;
}

/** A factor is named by type and provider, which nobody should have to know where there is one. */
function withProvider(body: unknown): unknown {
  const { factorType = '', provider = otherProviders[factorType] ?? 'OKTA' } = (body ?? {}) as Record<string, string>;
  return factorType && provider ? { ...(body as object), provider } : body;
}
