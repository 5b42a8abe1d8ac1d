import type { Tracing } from '../domain/tracing/tracing.ts';
import { type Env, readTracing } from './flags/tracingVariables.ts';
import type { CofactorLogger } from './log/log.ts';
import { version } from './version.ts';

/** Milliseconds between two complaints that spans are lost. */
const COMPLAINT_MS = 60_000;

const PACKAGES = ['api', 'exporter-trace-otlp-proto', 'resources', 'sdk-trace'].map((name) => `@opentelemetry/${name}`);

/**
 * Traces as the environment asks for them, or none. That a package is missing or a variable wrong is warned of, and the
 * service starts all the same. `lost` hears of each span that no collector got.
 */
export async function tracing(
  env: Env,
  logger: Pick<CofactorLogger, 'info' | 'warn'>,
  lost: () => void,
): Promise<{ readonly tracing?: Tracing }> {
  const { settings, warnings } = readTracing(env);
  for (const warning of warnings) logger.warn(warning);
  if (!settings) return {};
  let count = 0;
  let complained = Number.NEGATIVE_INFINITY;
  try {
    const { createOpenTelemetry } = await import('../tracing/openTelemetry.ts');
    const made = createOpenTelemetry(settings, {
      version: version(),
      lost(more, reason) {
        count += more;
        for (let at = 0; at < more; at++) lost();
        if (performance.now() - complained < COMPLAINT_MS) return;
        complained = performance.now();
        logger.warn({ lost: count, reason }, 'spans do not reach the collector; requests are served as ever');
      },
    });
    logger.info('traces are sent to a collector');
    return { tracing: made };
  } catch (error) {
    if ((error as { readonly code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    logger.warn(
      `OTEL_… variables ask for traces, which need packages beside cofactor: npm install ${PACKAGES.join(' ')}; there are no traces`,
    );
    return {};
  }
}
