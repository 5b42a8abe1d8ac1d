import { readLimited } from './readLimited.ts';

/** Statuses whose replies have no content (Fetch, section 2.2.3). */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** Limits of one request and its reply. */
interface Bounds {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * `fetch` for servers that the operator named: wherever they are, but within a time, with redirects as answers, and with
 * replies of a bounded length. Throws where there is none such.
 */
export function createBoundedFetch(
  send: typeof fetch,
  { timeoutMs, maxBytes }: Bounds = { timeoutMs: 5_000, maxBytes: 256 * 1024 },
): typeof fetch {
  return async (input, init) => {
    const signals = [AbortSignal.timeout(timeoutMs), ...(init?.signal ? [init.signal] : [])];
    const reply = await send(input, { ...init, redirect: 'manual', signal: AbortSignal.any(signals) });
    const text = await readLimited(reply, maxBytes);
    if (text === undefined) throw new Error(`the reply is longer than ${maxBytes} bytes`);
    const { status, headers } = reply;
    return new Response(WITHOUT_BODY.has(status) ? null : text, { status, headers });
  };
}
