import type { IncomingMessage } from 'node:http';
import { call } from './call.ts';
import type { Guard } from './guard.ts';
import { ForbiddenDestination, type Resolve, resolveByName } from './reach.ts';
import { type Traced, tracedCall } from './traced.ts';

/** Limits of a call: the addresses it may go to, and its time. */
export interface PostOptions {
  readonly guard: Guard;
  readonly timeoutMs: number;
  /** Traces, and the name that a call has there. */
  readonly traced?: Traced;
  readonly resolve?: Resolve;
}

/** No answer. Reasons are for administrators: never the message of an error, nor anything of the address. */
export type NoAnswer =
  | { readonly result: 'TIMEOUT'; readonly reason: string }
  /** No connection, be it that there is none to be had or that it must not be made. */
  | { readonly result: 'UNREACHABLE'; readonly reason: string; readonly forbidden?: true };

/** One POST (or GET) to an address that others gave us; `read` makes what it wants of the answer. Never throws. */
export type Post = <T>(
  uri: string,
  request: {
    readonly method?: 'GET';
    readonly headers: Readonly<Record<string, string>>;
    readonly bytes: Uint8Array;
  },
  read: (response: IncomingMessage) => Promise<T>,
) => Promise<T | NoAnswer>;

/** POST, guarded: only to addresses that may be reached, no redirects, no waiting. */
export function createPost({ guard, timeoutMs, traced, resolve = resolveByName }: PostOptions): Post {
  return async (uri, request, read) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const asked = { method: 'POST', ...request, signal };
    try {
      return await tracedCall(traced, { uri, ...asked }, async (headers) => {
        const answer = await call({ guard, resolve }, uri, { ...asked, headers: { ...headers, ...request.headers } });
        return { status: answer.statusCode ?? 0, result: () => read(answer) };
      });
    } catch (error) {
      if (signal.aborted) return { result: 'TIMEOUT', reason: `no answer within ${timeoutMs} ms` };
      if (error instanceof ForbiddenDestination) {
        return { result: 'UNREACHABLE', reason: error.message, forbidden: true };
      }
      return { result: 'UNREACHABLE', reason: nameOf(error) };
    }
  };
}

/** The name of what went wrong; messages of network errors may have addresses in them. */
function nameOf(error: unknown): string {
  const { code, cause, name } = error as { code?: string; cause?: { code?: string }; name?: string };
  return code ?? cause?.code ?? name ?? 'no connection';
}
