/** The address of the service and the caller's token, with settings for the calls. */
export interface ClientOptions {
  /** The service's address: of a Cofactor, or of an Okta org (`https://example.okta.com`). */
  readonly url: string;
  /**
   * The API token or OAuth access token, or a function that gives the current one. It is asked before every request,
   * and once more when the service does not accept what it gave.
   */
  readonly token: string | (() => string | Promise<string>);
  /** The scheme of the token: `SSWS` for API tokens, which is the default, or `Bearer` for OAuth. */
  readonly scheme?: 'SSWS' | 'Bearer' | undefined;
  /** Sent with every request, such as `User-Agent`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds a call may take, waits and repetitions included; 30,000 unless said otherwise, 0 for no limit. */
  readonly timeout?: number | undefined;
  /** The number of times a request is sent again where that is safe; 2 by default. */
  readonly maxRetries?: number | undefined;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Wishes about one call. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds, instead of the client's. */
  readonly timeout?: number | undefined;
  /** More headers: `X-Forwarded-For` is the end user's address, `Accept-Language` the language of messages. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Names what is asked for, so that Cofactor does it once however often it hears of it; made up when absent. */
  readonly idempotencyKey?: string | undefined;
}
