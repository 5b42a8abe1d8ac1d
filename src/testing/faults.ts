/** A request that goes wrong on its way in, or whose reply does on its way back. */
export interface ApiFault {
  /** Answered instead of what would have been: Okta's error envelope, or a gateway's page for 502 and 504. */
  readonly status?: number;
  /** Instead of that envelope. */
  readonly body?: unknown;
  /** For 429: seconds until `x-rate-limit-reset`; 1 unless told. */
  readonly retryAfter?: number;
  /** Waits before anything else happens. */
  readonly milliseconds?: number;
  /** `request`: the connection breaks before anything is done. `reply`: everything is done, and nobody hears of it. */
  readonly lose?: 'request' | 'reply';
  /** The number of requests; 1 by default. */
  readonly times?: number;
  /** Only requests of this method. */
  readonly method?: string;
  /** Only requests whose path has this in it, or that it matches. */
  readonly path?: string | RegExp;
}

/** The ways in which a provider of messages behaves. */
export type ProviderFault = 'up' | 'down' | 'slow' | 'late' | 'optedOut' | 'unreachable';

/** Which messages a fault of the provider is for. */
export interface ProviderFaultOptions {
  /** Only messages of this channel; by default all. */
  readonly channel?: 'sms' | 'call' | 'email';
  /** So many messages and then `up` again; by default all to come. */
  readonly times?: number;
  /** For `slow` and `late`; 1,000 unless told. */
  readonly milliseconds?: number;
}

/** Makes things go wrong on purpose. */
export interface FaultInjection {
  /**
   * Sets how the provider of messages behaves from now on: `down` fails every message (503 E0000139), `slow` takes
   * `milliseconds` to accept one, `late` accepts at once but the message arrives `milliseconds` later, `optedOut` (400
   * E0000140) and `unreachable` (400 E0000098 for phones) refuse the recipient, `up` is how it was.
   */
  readonly provider: (fault: ProviderFault, options?: ProviderFaultOptions) => void;
  /** Adds a fault to API requests, before they are looked at, or to their replies. */
  readonly api: (fault: ApiFault) => void;
  /** Everything works again. */
  clear(): void;
}
