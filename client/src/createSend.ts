import { createDeadline, type Deadline } from './createDeadline.ts';
import { ApiError, CofactorError, NetworkError } from './errors.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { type Reply, readReply } from './readReply.ts';
import { type HttpRequest, targetOf } from './targetOf.ts';
import { waitBefore } from './waitBefore.ts';

/** Which service answers: Cofactor says so itself; undefined before the first answer. */
export type ServerKind = 'cofactor' | 'okta' | undefined;

/** Sends requests until they are answered or must not be sent again. */
export interface Send {
  (request: HttpRequest, options?: CallOptions): Promise<Reply>;
  server(): ServerKind;
}

/** What Cofactor does once for each key, however often it is asked. */
const TAKES_KEY = /^\/api\/v1\/users\/[^/]+\/factors(\/[^/]+(\/(resend|verify|replacement|lifecycle\/activate))?)?$/;
/** Nobody has heard of the request. */
const NEVER_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/;

/** The one place that talks to the network. */
export function createSend(client: ClientOptions): Send {
  const { token, scheme = 'SSWS', maxRetries = 2, headers: always } = client;
  const doFetch: typeof fetch = client.fetch ?? ((...args) => globalThis.fetch(...args));
  let server: ServerKind;

  async function authorization(deadline: Deadline): Promise<string> {
    const secret = typeof token === 'string' ? token : await deadline.during(Promise.resolve(token()));
    // Told here, because fetch would tell it with the token in its message.
    if (!/^[\x21-\x7e]+$/.test(secret)) throw new CofactorError('The token is empty or has characters no token has');
    return `${scheme} ${secret}`;
  }

  /** `before`: whether an earlier attempt may have done it already. */
  async function attempt(
    url: string,
    init: RequestInit,
    deadline: Deadline,
    before: boolean,
  ): Promise<Reply | ApiError | NetworkError> {
    try {
      const response = await deadline.during(doFetch(url, { ...init, signal: deadline.signal, redirect: 'manual' }));
      if (response.headers.has('cofactor-version')) server = 'cofactor';
      else if (response.headers.has('x-okta-request-id')) server ??= 'okta';
      return await deadline.during(readReply(response));
    } catch (cause) {
      if (deadline.timedOut) throw timeout(true);
      if (deadline.signal.aborted) throw deadline.signal.reason;
      const code = (cause as { cause?: { code?: unknown } })?.cause?.code;
      const maybeDone = before || !NEVER_SENT.test(String(code));
      return new NetworkError(`No answer from ${new URL(url).host}`, { cause, timedOut: false, maybeDone });
    }
  }

  async function send(request: HttpRequest, options: CallOptions = {}): Promise<Reply> {
    const { method, body } = request;
    const { url, path } = targetOf(client.url, request);
    const deadline = createDeadline(options.timeout ?? client.timeout ?? 30_000, options.signal);
    const takesKey = (method === 'POST' || method === 'DELETE') && TAKES_KEY.test(path);
    const key = options.idempotencyKey ?? (takesKey ? newKey() : undefined);
    const headers = new Headers({ accept: 'application/json' });
    if (body !== undefined) headers.set('content-type', 'application/json');
    for (const [name, value] of Object.entries({ ...always, ...options.headers })) headers.set(name, value);
    if (key !== undefined) headers.set('idempotency-key', key);
    const json = body === undefined ? null : JSON.stringify(body);
    let refreshed = typeof token === 'string';
    let mayBeDone = false;
    try {
      headers.set('authorization', await authorization(deadline));
      for (let tries = 0; ; ) {
        const answer = await attempt(url, { method, headers, body: json }, deadline, mayBeDone);
        if (!(answer instanceof CofactorError)) return answer;
        const refused = answer instanceof ApiError;
        // What a repeated DELETE does not find has been deleted by the one before.
        if (refused && mayBeDone && method === 'DELETE' && answer.status === 404) {
          return { status: 204, headers: new Headers(), body: undefined };
        }
        if (refused && answer.status === 401 && !refreshed) {
          refreshed = true;
          const fresh = await authorization(deadline);
          if (fresh === headers.get('authorization')) throw answer;
          headers.set('authorization', fresh);
          continue;
        }
        const keyed = takesKey && server === 'cofactor';
        const pause = tries < maxRetries ? waitBefore(answer, { method, path, keyed }, tries) : undefined;
        if (pause === undefined || pause >= deadline.left()) throw answer;
        mayBeDone ||= refused ? answer.status !== 429 : answer.maybeDone;
        await deadline.wait(pause);
        tries += 1;
        headers.set('x-okta-retry-count', String(tries));
        if (refused && answer.requestId && !headers.has('x-okta-retry-for')) {
          headers.set('x-okta-retry-for', answer.requestId);
        }
      }
    } catch (error) {
      if (deadline.timedOut && !(error instanceof CofactorError)) throw timeout(mayBeDone);
      throw error;
    } finally {
      deadline.release();
    }
  }

  return Object.assign(send, { server: () => server });
}

const timeout = (maybeDone: boolean) => new NetworkError('The call took too long', { timedOut: true, maybeDone });

/** Unique is enough: a key is no secret. */
function newKey(): string {
  const half = () => Math.random().toString(36).slice(2, 13);
  return globalThis.crypto?.randomUUID?.() ?? `${half()}${half()}${Date.now().toString(36)}`;
}
