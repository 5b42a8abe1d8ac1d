/** The choice of traces that are kept (OpenTelemetry, "SDK environment variables"). */
export interface Sampling {
  readonly by: 'always_on' | 'always_off' | 'traceidratio';
  /** The part of traces that is kept, for `traceidratio`. */
  readonly ratio: number;
  /** Whether a caller that has a trace decides instead. */
  readonly parentBased: boolean;
}

/** The queue of spans that wait to be sent. */
export interface SpanQueue {
  /** Spans; further ones are lost until there is room again. */
  readonly most: number;
  /** Spans in one request to the collector. */
  readonly batch: number;
  /** Milliseconds between two requests to the collector. */
  readonly delayMs: number;
  /** Milliseconds one request may take. */
  readonly timeoutMs: number;
}

/** Settings of traces. */
export interface TracingSettings {
  readonly sampling: Sampling;
  readonly queue: SpanQueue;
}
