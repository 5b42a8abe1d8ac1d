import { ApiError } from './errors.ts';

/** An answer of the service that is not a failure. */
export interface Reply {
  readonly headers: Headers;
  /** Undefined when there is none. */
  readonly body: unknown;
}

/** Reads an answer: a body where there should be one, or the `ApiError` it amounts to. Any body may be missing. */
export async function readReply(response: Response): Promise<Reply | ApiError> {
  const { headers } = response;
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text) ?? undefined;
  } catch {
    // Whether that is right is decided below.
  }
  if (response.ok) {
    if (text === '' || body !== undefined) return { headers, body };
    if (/^text\/(csv|plain)/.test(headers.get('content-type') ?? '')) return { headers, body: text };
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
  const header = (name: string) => headers.get(name) ?? undefined;
  // A token without the scope is refused with an empty body; the reason is in a header.
  const challenge = (header('www-authenticate') ?? '').matchAll(/(error\w*)="([^"]*)/g);
  const said: Envelope = { ...Object.fromEntries([...challenge].map(([, name, value]) => [name, value])), ...body };
  const summary = said.errorSummary ?? said.error_description;
  return new ApiError({
    status,
    code: String(said.errorCode ?? said.error ?? ''),
    summary: summary ?? `The reply ${ok ? 'is not JSON' : 'says nothing more'}`,
    causes: Array.isArray(said.errorCauses) ? said.errorCauses.map((cause) => String(cause?.errorSummary)) : [],
    requestId: header('x-okta-request-id'),
    reason: header('cofactor-reason'),
    retryAfter: retryAfter(status, headers, summary),
  });
}

/** Seconds: Cofactor says so, Okta's API limits are the difference of two headers, those of messages are in the text. */
function retryAfter(status: number, headers: Headers, summary = ''): number | undefined {
  const number = (name: string) => Number.parseFloat(headers.get(name) ?? '');
  const said = number('cofactor-retry-after');
  if (said >= 0 || status !== 429) return orNone(said);
  if (number('x-rate-limit-remaining') !== 0) return orNone(Number.parseFloat(summary.split('wait ')[1] ?? ''));
  // No requests at all are allowed where too many are under way: any that ends makes room.
  if (number('x-rate-limit-limit') === 0) return 1;
  // Both are whole seconds, so the bucket may be full one later.
  return orNone(Math.max(0, number('x-rate-limit-reset') - Date.parse(headers.get('date') ?? '') / 1000) + 1);
}

const orNone = (seconds: number): number | undefined => (Number.isNaN(seconds) ? undefined : seconds);
