import { createDeadline, type Deadline } from './createDeadline.ts';
import { type ApiError, CofactorError, NetworkError } from './errors.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { type Reply, readReply } from './readReply.ts';
import { type HttpRequest, targetOf } from './targetOf.ts';
import { waitBefore } from './waitBefore.ts';

/** Which service answers: Cofactor says so itself; undefined before the first answer. */
export type ServerKind = 'cofactor' | 'okta' | undefined;

/** Sends requests until they are answered or must not be sent again. */
interface Send {
  (request: HttpRequest, options?: CallOptions): Promise<Reply>;
  server(): ServerKind;
}

/** The paths of calls that Cofactor carries out once for each key, however often they are sent. */
const TAKES_KEY = /\/users\/[^/]+\/factors(\/[^/]+(\/(resend|verify|replacement|lifecycle\/activate))?)?$/;
/** Nobody has heard of the request. */
const NEVER_SENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT/;

/** The one place that talks to the network. */
export function createSend(client: ClientOptions): Send {
  const { token, scheme = 'SSWS', maxRetries = 2 } = client;
  const doFetch: typeof fetch = client.fetch ?? ((...args) => globalThis.fetch(...args));
  let server: ServerKind;

  async function authorization({ during }: Deadline): Promise<string> {
    const secret = await during(typeof token === 'string' ? token : token());
    // Told here, because fetch would tell it with the token in its message.
    if (!/^[\x21-\x7e]+$/.test(secret)) throw new CofactorError('The token is empty or cannot be sent');
    return `${scheme} ${secret}`;
  }

  async function attempt(url: string, init: RequestInit, { during, signal }: Deadline): Promise<Reply | ApiError> {
    const response = await during(doFetch(url, { ...init, signal, redirect: 'manual' }));
    if (response.headers.has('cofactor-version')) server = 'cofactor';
    else if (response.headers.has('x-okta-request-id')) server ??= 'okta';
    return during(readReply(response));
  }

  async function send(request: HttpRequest, options: CallOptions = {}): Promise<Reply> {
    const { method, body } = request;
    const { url, path } = targetOf(client.url, request);
    const takesKey = method !== 'GET' && TAKES_KEY.test(path);
    const key = options.idempotencyKey ?? (takesKey && newKey());
    const wishes: Record<string, string> = {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
      ...client.headers,
      ...options.headers,
    };
    // One by one, for a name may be there twice, in other letters.
    const headers = new Headers();
    for (const name in wishes) headers.set(name, wishes[name] ?? '');
    const init = { method, headers, body: JSON.stringify(body) };
    /** Whether the service may have heard of the request. */
    let maybeDone = false;
    let refreshed = typeof token === 'string';
    let retryFor: string | undefined;
    const deadline = createDeadline(
      options.timeout ?? client.timeout ?? 30_000,
      options.signal,
      () => new NetworkError('The call took too long', true, maybeDone),
    );
    try {
      headers.set('authorization', await authorization(deadline));
      for (let tries = 0; ; ) {
        const before: boolean = maybeDone;
        maybeDone = true;
        const answer: Reply | ApiError | NetworkError = await attempt(url, init, deadline).catch((cause) => {
          if (deadline.signal.aborted) throw deadline.signal.reason;
          const done: boolean = before || !NEVER_SENT.test(cause?.cause?.code);
          return new NetworkError(`No answer from ${new URL(url).host}`, false, done, cause);
        });
        if (!(answer instanceof CofactorError)) return answer;
        // Of two kinds of failures, each has what the other lacks.
        const { status = 0, requestId, maybeDone: lost = status > 499 }: Partial<ApiError & NetworkError> = answer;
        // What a repeated DELETE does not find has been deleted by the one before.
        if (before && method === 'DELETE' && status === 404) {
          return { headers: new Headers(), body: undefined };
        }
        maybeDone = before || lost;
        if (status === 401 && !refreshed) {
          refreshed = true;
          const fresh = await authorization(deadline);
          if (fresh === headers.get('authorization')) throw answer;
          headers.set('authorization', fresh);
          continue;
        }
        const keyed = takesKey && server === 'cofactor';
        const pause = tries < maxRetries ? waitBefore(answer, { method, path, keyed }, tries) : undefined;
        if (pause === undefined || deadline.endsWithin(pause)) throw answer;
        await deadline.wait(pause);
        headers.set('x-okta-retry-count', String(++tries));
        retryFor ??= requestId;
        if (retryFor) headers.set('x-okta-retry-for', retryFor);
      }
    } finally {
      deadline.release();
    }
  }

  return Object.assign(send, { server: () => server });
}

/** Unique is enough, for a key is no secret: not every place this runs in has `crypto`. */
const newKey = (): string => globalThis.crypto?.randomUUID?.() ?? `${Math.random()}-${Math.random()}`;
