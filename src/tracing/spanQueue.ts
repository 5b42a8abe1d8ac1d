import { BatchSpanProcessor, type ReadableSpan, type SpanExporter, type SpanProcessor } from '@opentelemetry/sdk-trace';
import type { SpanQueue } from './settings.ts';

/** The code of an export that a collector took: `ExportResultCode.SUCCESS` of a package that is nobody's peer. */
const SUCCESS = 0;

/** Hears of spans that no collector got: how many, and why. */
export type LostSpans = (count: number, reason: 'QUEUE_FULL' | 'NOT_TAKEN') => void;

/**
 * A bounded queue before an exporter. It is the library's, which drops what does not fit and says nothing of it: so the
 * spans that wait are counted here. The library takes them out of its queue in the moment in which it hands them on.
 */
export function createSpanQueue(
  exporter: SpanExporter,
  { most, batch, delayMs, timeoutMs }: SpanQueue,
  lost: LostSpans,
): SpanProcessor {
  let waiting = 0;
  const counting: SpanExporter = {
    export(spans, done) {
      waiting -= spans.length;
      exporter.export(spans, (result) => {
        if (result.code !== SUCCESS) lost(spans.length, 'NOT_TAKEN');
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
  const queue = new BatchSpanProcessor({
    exporter: counting,
    maxQueueSize: most,
    maxExportBatchSize: Math.min(batch, most),
    scheduledDelayMillis: delayMs,
    exportTimeoutMillis: timeoutMs,
  });
  return {
    onStart() {},
    onEnd(span: ReadableSpan) {
      if (waiting >= most) lost(1, 'QUEUE_FULL');
      else waiting += 1;
      queue.onEnd(span);
    },
    forceFlush: () => queue.forceFlush(),
    shutdown: () => queue.shutdown(),
  };
}
