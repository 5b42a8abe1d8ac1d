/** The answer of a scripted service to one request. */
export type Step =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  /** Fails as fetch does. */
  | Error
  /** Never answers. */
  | 'silence';

export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A `fetch` that answers by a script, the last step for ever, and remembers what it was asked. */
export function scripted(...steps: readonly Step[]): { readonly fetch: typeof fetch; readonly heard: Heard[] } {
  const heard: Heard[] = [];
  const doFetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const step = steps[Math.min(heard.length, steps.length - 1)] ?? { status: 500 };
    heard.push({
      method: init.method ?? 'GET',
      url: String(input),
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    });
    if (step === 'silence') return new Promise<Response>(() => {});
    if (step instanceof Error) throw step;
    const { status, headers = {}, body } = step;
    const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
    return new Response(text, { status, headers });
  };
  return { fetch: doFetch as typeof fetch, heard };
}

export const COFACTOR = { 'cofactor-version': '1', 'x-okta-request-id': 'r1' };
export const OKTA = { 'x-okta-request-id': 'X0f4TdUfr-wS2HbInFKH3QAAB0Q' };

/** The error that fetch of Node.js throws: the cause has the code. */
export const broken = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
