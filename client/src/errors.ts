/** Every failure this package reports, but for aborts: those throw the reason of your own signal, as `fetch` does. */
export class CofactorError extends Error {
  override name = 'CofactorError';
}

/** What an `ApiError` is made of. */
export interface ApiErrorParts {
  readonly status: number;
  readonly code?: string | undefined;
  readonly summary: string;
  readonly causes?: readonly string[] | undefined;
  readonly requestId?: string | undefined;
  readonly reason?: string | undefined;
  readonly retryAfter?: number | undefined;
}

/** The service said no. Never holds a token or a code: only what the service answered. */
export class ApiError extends CofactorError {
  override name = 'ApiError';
  /** The HTTP status. */
  readonly status: number;
  /** Okta's error code, such as `E0000068`, or the `error` of OAuth; empty when the reply had none. */
  readonly code: string;
  readonly summary: string;
  /** What is wrong in detail; Cofactor adds how to go on. */
  readonly causes: readonly string[];
  /** `X-Okta-Request-Id`: what support asks for. */
  readonly requestId: string | undefined;
  /** Cofactor's reason in a word, such as `EXPIRED`; Okta gives none. */
  readonly reason: string | undefined;
  /** Seconds until the same request may succeed, where the service says. */
  readonly retryAfter: number | undefined;

  constructor({ status, code = '', summary, causes = [], requestId, reason, retryAfter }: ApiErrorParts) {
    super([`${status}${code && ` ${code}`}: ${summary}`, ...causes].join(' | '));
    this.status = status;
    this.code = code;
    this.summary = summary;
    this.causes = causes;
    this.requestId = requestId;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

/** There was no answer: no connection, one that broke, or too little time. */
export class NetworkError extends CofactorError {
  override name = 'NetworkError';
  readonly timedOut: boolean;
  /** Whether the service may have done what was asked, although nobody heard of it. */
  readonly maybeDone: boolean;

  constructor(message: string, options: { cause?: unknown; timedOut: boolean; maybeDone: boolean }) {
    super(message, { cause: options.cause });
    this.timedOut = options.timedOut;
    this.maybeDone = options.maybeDone;
  }
}
