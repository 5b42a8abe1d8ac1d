import { isIP } from 'node:net';
import { type Command, Option } from 'commander';
import { ConfigError, wholeNumber } from '../../config.ts';
import type { Labels } from '../../domain/metrics/labels.ts';
import { isLoopback } from '../../domain/values/network.ts';
import type { Metering } from '../../metrics/metering.ts';
import type { Service } from '../../service.ts';
import type { CofactorLogger } from '../log/log.ts';

/** The flag about metrics. */
export interface MetricsFlags {
  readonly metrics?: NonNullable<Metering['address']>;
}

/** Adds it to a command. */
export const metricsFlags = (command: Command): Command =>
  command.addOption(
    new Option(
      '--metrics <address>',
      'serve /metrics for Prometheus at an address of its own, such as 127.0.0.1:9464; a port alone is one of 127.0.0.1',
    )
      .env('COFACTOR_METRICS')
      .argParser(metricsAddress),
  );

/** Metrics as the service takes them: off unless there is an address or a token for them. */
export async function metering(
  { metrics: address }: MetricsFlags,
  token: string | undefined,
): Promise<{ readonly metering?: Metering }> {
  if (address === undefined && token === undefined) return {};
  // Whoever does without it does without what it takes in memory.
  const { createPrometheus } = await import('../../metrics/prometheus.ts');
  return {
    metering: { kept: createPrometheus(), ...(address && { address }), ...(token !== undefined && { token }) },
  };
}

/** Counts what was lost on its way to a file or a collector. */
export const loss =
  ({ metering }: { readonly metering?: Metering }) =>
  (what: Labels['what']): void =>
    metering?.kept.metrics.count('lost', { what });

/** Says where the metrics are, in the log of a start, and warns of who may read them. */
export function tellOfMetrics(
  { metricsUrl }: Pick<Service, 'metricsUrl'>,
  logger: Pick<CofactorLogger, 'info' | 'warn'>,
  hint: string | undefined,
): void {
  if (metricsUrl !== undefined) logger.info({ url: metricsUrl }, 'metrics are served');
  if (hint !== undefined) logger.warn(hint);
}

/** A warning about an address that others can reach without a token. */
export function metricsHint({ metrics }: MetricsFlags, token: string | undefined): string | undefined {
  if (!metrics || token !== undefined || isLoopback(metrics.host)) return undefined;
  return 'whoever reaches the address of --metrics can read them; set COFACTOR_METRICS_TOKEN, or let only Prometheus there';
}

function metricsAddress(text: string): NonNullable<Metering['address']> {
  const parts = /^(?:(?:\[([^\]]+)\]|([^:[\]]+)):)?(\d+)$/.exec(text);
  const host = parts?.[1] ?? parts?.[2] ?? '127.0.0.1';
  if (!parts || (parts[1] !== undefined && isIP(parts[1]) !== 6)) {
    throw new ConfigError(
      `--metrics must be a port, or an address and a port like 10.0.0.5:9464 or [::1]:9464, not ${text}`,
    );
  }
  return { host, port: wholeNumber('--metrics', parts[3] ?? '', 0, 65_535) };
}
