/** Every failure this package reports, but for aborts: those throw the reason of your own signal, as `fetch` does. */
export class CofactorError extends Error {
  override name = 'CofactorError';
}

/** The service said no. Never holds a token or a code: only what the service answered. */
export class ApiError extends CofactorError {
  override name = 'ApiError';
  /** The HTTP status. */
  declare readonly status: number;
  /** Okta's error code, such as `E0000068`, or the `error` of OAuth; empty when the reply had none. */
  declare readonly code: string;
  declare readonly summary: string;
  /** The faults in detail; Cofactor adds how to go on. */
  declare readonly causes: readonly string[];
  /** `X-Okta-Request-Id`: what support asks for. */
  declare readonly requestId: string | undefined;
  /** Cofactor's reason in a word, such as `EXPIRED`; Okta gives none. */
  declare readonly reason: string | undefined;
  /** Seconds until the same request may succeed, where the service says. */
  declare readonly retryAfter: number | undefined;

  constructor(parts: Omit<ApiError, keyof CofactorError>) {
    const { status, code, summary, causes } = parts;
    super([`${status}${code && ` ${code}`}: ${summary}`, ...causes].join(' | '));
    Object.assign(this, parts);
  }
}

/** There was no answer: no connection, one that broke, or too little time. */
export class NetworkError extends CofactorError {
  override name = 'NetworkError';
  readonly timedOut: boolean;
  /** Whether the service may have done what was asked, although nobody heard of it. */
  readonly maybeDone: boolean;

  constructor(message: string, timedOut: boolean, maybeDone: boolean, cause?: unknown) {
    super(message, { cause });
    this.timedOut = timedOut;
    this.maybeDone = maybeDone;
  }
}
