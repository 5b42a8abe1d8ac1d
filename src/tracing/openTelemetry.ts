import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  createTraceState,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { RandomIdGenerator, TracerProvider } from '@opentelemetry/sdk-trace';
import type { RequestStart, SpanFacts, Tell, Tracing } from '../domain/tracing/tracing.ts';
import { samplerOf } from './sampler.ts';
import type { TracingSettings } from './settings.ts';
import { createSpanQueue, type LostSpans } from './spanQueue.ts';
import { withinMs } from './withinMs.ts';

interface TracingParts {
  /** The version of this program. */
  readonly version: string;
  readonly lost: LostSpans;
  /** The collector, where it is not the one that the environment names. */
  readonly url?: string;
}

/** Milliseconds that the end of the process waits for the collector. */
const LAST_MS = 3_000;

/**
 * Traces by OpenTelemetry. Nothing is registered for the whole process: several services may run in one, and beside others'
 * traces. The exporter reads the address of the collector, its headers and certificates from the environment, and the
 * detector the attributes of the service.
 */
export function createOpenTelemetry({ sampling, queue }: TracingSettings, parts: TracingParts): Tracing {
  const under = new AsyncLocalStorage<Context>();
  const random = new RandomIdGenerator();
  let nextTraceId: string | undefined;
  const service = resourceFromAttributes({ 'service.name': 'cofactor', 'service.version': parts.version });
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(service)
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: samplerOf(sampling),
    idGenerator: {
      generateTraceId: () => nextTraceId ?? random.generateTraceId(),
      generateSpanId: () => random.generateSpanId(),
    },
    spanProcessors: [createSpanQueue(new OTLPTraceExporter(parts.url ? { url: parts.url } : {}), queue, parts.lost)],
  });
  const tracer = provider.getTracer('cofactor', parts.version);

  function startRequest({ requestId, parent, state }: RequestStart): Span {
    nextTraceId = requestId;
    try {
      return tracer.startSpan('HTTP', { kind: SpanKind.SERVER }, parent ? remote(parent, state) : ROOT_CONTEXT);
    } finally {
      nextTraceId = undefined;
    }
  }

  return {
    request(start) {
      const span = startRequest(start);
      const context = trace.setSpan(ROOT_CONTEXT, span);
      return {
        within: (run) => under.run(context, run),
        end(name, facts) {
          span.updateName(name);
          finish(span, facts);
        },
      };
    },

    span({ name, kind, facts, alone }, run) {
      const parent = under.getStore();
      const isRecorded = parent ? trace.getSpan(parent)?.isRecording() : alone;
      if (!isRecorded) return run(nothing);
      const options = { kind: kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL, attributes: { ...facts } };
      const span = tracer.startSpan(name, options, parent ?? ROOT_CONTEXT);
      let known: SpanFacts = {};
      const tell: Tell = (more) => {
        known = { ...known, ...more };
      };
      return under.run(trace.setSpan(parent ?? ROOT_CONTEXT, span), () =>
        run(tell).then(
          (result) => {
            finish(span, known);
            return result;
          },
          (error: unknown) => {
            finish(span, { ...known, 'error.type': nameOf(error) });
            throw error;
          },
        ),
      );
    },

    headers(to) {
      const current = under.getStore();
      const own = current && trace.getSpan(current)?.spanContext();
      if (!own) return {};
      const { traceId, spanId, traceFlags, traceState } = own;
      const flags = (traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0');
      const state = to === 'operators' ? traceState?.serialize() : undefined;
      return { traceparent: `00-${traceId}-${spanId}-${flags}`, ...(state && { tracestate: state }) };
    },

    close: () => withinMs(LAST_MS, provider.shutdown()),
  };
}

const nothing: Tell = () => {};

/** The caller's span as a parent. A malformed `tracestate` is left out (W3C Trace Context, section 3.3). */
function remote({ traceId, spanId, sampled }: NonNullable<RequestStart['parent']>, state: string | undefined): Context {
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  const parent: SpanContext = { traceId, spanId, traceFlags, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, state ? { ...parent, traceState: createTraceState(state) } : parent);
}

function finish(span: Span, facts: SpanFacts): void {
  span.setAttributes({ ...facts });
  if (facts['error.type'] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** The name of what went wrong: messages have addresses, logins and statements in them. */
function nameOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  const found = [code, name].find((one) => typeof one === 'string' && /^\w{1,60}$/.test(one));
  return typeof found === 'string' ? found : 'error';
}
