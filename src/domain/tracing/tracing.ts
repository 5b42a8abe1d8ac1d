import type { TraceParent } from './traceParent.ts';

/**
 * The facts that spans may have, by their names in the semantic conventions of OpenTelemetry, or `cofactor.…`. None is an id,
 * a path as it was sent, a person, a login, a token, a code, or a parameter of a statement.
 */
export interface SpanFacts {
  readonly 'http.request.method'?: string;
  /** The route, never the path: that has ids and secrets in it. */
  readonly 'http.route'?: string;
  readonly 'http.response.status_code'?: number;
  readonly 'url.scheme'?: string;
  readonly 'server.address'?: string;
  readonly 'server.port'?: number;
  readonly 'db.system.name'?: 'sqlite' | 'postgresql';
  readonly 'db.operation.name'?: string;
  /** The name of what went wrong, or the status of an answer. */
  readonly 'error.type'?: string;
  /** `sms`, `call` or `email`. */
  readonly 'cofactor.channel'?: string;
  readonly 'cofactor.error.code'?: string;
  readonly 'cofactor.operation'?: string;
  /** The type of a message provider. */
  readonly 'cofactor.provider'?: string;
  readonly 'cofactor.result'?: string;
}

/** The beginning of a span. */
export interface SpanStart {
  /** One of few: nothing that was sent is part of it. */
  readonly name: string;
  /** Work of our own, or a wait for somebody else. */
  readonly kind: 'internal' | 'client';
  readonly facts?: SpanFacts;
  /** A trace of its own where nothing is under way; such work is not traced otherwise. */
  readonly alone?: boolean;
}

/** Adds what became known since the span began. */
export type Tell = (facts: SpanFacts) => void;

/** A request that has come in. */
export interface RequestStart {
  /** 32 hexadecimal digits: the id of its trace, unless the caller has one. */
  readonly requestId: string;
  readonly parent?: TraceParent | undefined;
  /** The header `tracestate`, which counts beside a parent alone. */
  readonly state?: string | undefined;
}

/** The part of a trace that is one request of ours. */
export interface RequestTrace {
  /** Runs what answers the request: spans that begin in there are part of it. */
  within(run: () => void): void;
  end(name: string, facts: SpanFacts): void;
}

/** The port by which the core says what is under way, for whoever collects traces. Nothing waits for it and nothing is decided by it. */
export interface Tracing {
  request(start: RequestStart): RequestTrace;
  /** Runs work as a span of what is under way. */
  span<T>(start: SpanStart, run: (tell: Tell) => Promise<T>): Promise<T>;
  /**
   * The headers that tell a server which span it works for (W3C Trace Context): ids for everybody, `tracestate`, which is
   * the caller's own, for servers that the operator named.
   */
  headers(to: 'operators' | 'others'): Readonly<Record<string, string>>;
  /** Hands on what is left, for a few seconds at most. */
  close(): Promise<void>;
}
