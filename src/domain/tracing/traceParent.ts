/** The place of a request in somebody's trace, as its header `traceparent` says it. */
export interface TraceParent {
  /** 32 hexadecimal digits in lower case. */
  readonly traceId: string;
  /** The caller's span: 16 hexadecimal digits in lower case. */
  readonly spanId: string;
  /** Whether the caller keeps its own part of the trace. */
  readonly sampled: boolean;
}

/** The form of version 00, which every later version begins with (W3C Trace Context, sections 3.2.2 and 4.3). */
const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const SAMPLED = 1;

/**
 * Reads the header `traceparent` of a request. Undefined without one and for a malformed one, which counts as none
 * (W3C Trace Context, section 3.2): several of them, ids of zeros, version `ff`, or more than version 00 has.
 */
export function readTraceParent(header: string | readonly string[] | undefined): TraceParent | undefined {
  if (typeof header !== 'string') return undefined;
  const [, version, traceId = '', spanId = '', flags = '', more] = FORM.exec(header) ?? [];
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & SAMPLED) !== 0 };
}
