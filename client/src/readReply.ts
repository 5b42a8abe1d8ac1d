import { ApiError } from './errors.ts';

/** An answer of the service that is not a failure. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined when there is none. */
  readonly body: unknown;
}

/** Reads an answer: a body where there should be one, or the `ApiError` it amounts to. Any body may be missing. */
export async function readReply(response: Response): Promise<Reply | ApiError> {
  const { status, headers } = response;
  const text = await response.text();
  const body = parsed(text);
  if (response.ok) {
    if (text === '' || body !== undefined) return { status, headers, body };
    if (/^text\/(csv|plain)/.test(headers.get('content-type') ?? '')) return { status, headers, body: text };
  }
  return apiError(response, (body ?? {}) as Envelope);
}

/** Okta's error envelope, or that of its OAuth endpoints. */
interface Envelope {
  readonly errorCode?: string;
  readonly errorSummary?: string;
  readonly errorCauses?: readonly { readonly errorSummary?: string }[];
  readonly error?: string;
  readonly error_description?: string;
}

function apiError({ status, ok, headers }: Response, body: Envelope): ApiError {
  // A token without the scope is refused with an empty body; the reason is in a header.
  const challenge = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(headers.get('www-authenticate') ?? '')?.[1];
  const summary = body.errorSummary ?? body.error_description ?? challenge('error_description');
  return new ApiError({
    status,
    code: body.errorCode ?? (typeof body.error === 'string' ? body.error : challenge('error')),
    summary: summary ?? (ok ? 'The reply is not JSON' : 'The reply says nothing more'),
    causes: Array.isArray(body.errorCauses) ? body.errorCauses.map((cause) => String(cause?.errorSummary)) : [],
    requestId: headers.get('x-okta-request-id') ?? undefined,
    reason: headers.get('cofactor-reason') ?? undefined,
    retryAfter: retryAfter(status, headers, summary),
  });
}

/** Seconds: Cofactor says so, Okta's API limits are the difference of two headers, those of messages are in the text. */
function retryAfter(status: number, headers: Headers, summary = ''): number | undefined {
  const number = (name: string) => Number(headers.get(name) ?? Number.NaN);
  const said = number('cofactor-retry-after');
  if (said >= 0) return said;
  if (status !== 429) return undefined;
  if (number('x-rate-limit-remaining') === 0) {
    // No requests at all are allowed where too many are under way: any that ends makes room.
    if (number('x-rate-limit-limit') === 0) return 1;
    const left = number('x-rate-limit-reset') - Date.parse(headers.get('date') ?? '') / 1000;
    // Both are whole seconds, so the bucket may be full one later.
    return Number.isNaN(left) ? undefined : Math.max(0, left) + 1;
  }
  const wait = /wait (\d+) seconds/.exec(summary)?.[1];
  return wait === undefined ? undefined : Number(wait);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
