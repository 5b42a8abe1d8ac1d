import { call } from './call.ts';
import type { Guard } from './guard.ts';
import { ForbiddenDestination, type Resolve, resolveByName } from './reach.ts';
import { readLimited } from './readLimited.ts';
import { type Traced, tracedCall } from './traced.ts';

/** Bounds of a call, and the addresses it may go to. */
interface Options {
  readonly guard: Guard;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Traces, and the name that a call has there. */
  readonly traced?: Traced;
  readonly resolve?: Resolve;
}

/** One POST by which we show a certificate of ours. */
interface MutualPost {
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Our certificate and key, and the authorities that may vouch for the server in the place of the public ones; PEM. */
  readonly tls: { readonly cert: string; readonly key: string; readonly ca?: string };
}

/** `sent`: TLS was established before it failed. The server may have read the request, whatever it made of it. */
type MutualReply =
  | { readonly is: 'reply'; readonly status: number; readonly text: string }
  | {
      readonly is: 'none';
      readonly reason: 'TIMEOUT' | 'FORBIDDEN_ADDRESS' | 'UNREACHABLE' | 'NOT_BELIEVED';
      readonly sent: boolean;
    };

/** POST over mutual TLS (RFC 8446 section 4.4.2), guarded, with a bound on the whole time and on the reply. Never throws. */
export function createMutualPost({ guard, timeoutMs, maxBytes, traced, resolve = resolveByName }: Options) {
  return async ({ uri, headers, body, tls }: MutualPost): Promise<MutualReply> => {
    // Whoever is allowed to be asked without TLS for other things is not allowed here.
    if (!uri.startsWith('https://')) return { is: 'none', reason: 'FORBIDDEN_ADDRESS', sent: false };
    const signal = AbortSignal.timeout(timeoutMs);
    let sent = false;
    const secured = () => {
      sent = true;
    };
    try {
      const asked = { method: 'POST', bytes: Buffer.from(body), signal, tls, secured };
      return await tracedCall<MutualReply>(traced, { uri, ...asked }, async (own) => {
        const answer = await call({ guard, resolve }, uri, { ...asked, headers: { ...own, ...headers } });
        const status = answer.statusCode ?? 0;
        const result = async (): Promise<MutualReply> => {
          const text = await readLimited(answer, maxBytes);
          return text === undefined ? { is: 'none', reason: 'NOT_BELIEVED', sent } : { is: 'reply', status, text };
        };
        return { status, result };
      });
    } catch (error) {
      if (signal.aborted) return { is: 'none', reason: 'TIMEOUT', sent };
      const forbidden = error instanceof ForbiddenDestination;
      return { is: 'none', reason: forbidden ? 'FORBIDDEN_ADDRESS' : 'UNREACHABLE', sent };
    }
  };
}
