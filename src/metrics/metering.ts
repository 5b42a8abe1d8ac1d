import { listenForScrapes, type MetricsListener } from './listener.ts';
import type { Prometheus } from './prometheus.ts';

/** Metrics that are kept, and where they are shown: at an address of their own, on the service's own, or at both. */
export interface Metering {
  readonly kept: Prometheus;
  /** Port 0 takes any free one. */
  readonly address?: { readonly host: string; readonly port: number };
  /** Wanted at either address; without one there is nothing at the service's own. */
  readonly token?: string;
}

/** The page on the service's own address; undefined without a token. */
export const metricsRoute = (metering: Metering | undefined) =>
  metering?.token === undefined ? undefined : { token: metering.token, scrape: metering.kept.scrape };

/** Listens at the metrics' own address, if they have one. */
export async function listenForMetrics(metering: Metering | undefined): Promise<MetricsListener | undefined> {
  if (!metering?.address) return undefined;
  const { kept, address, token } = metering;
  return listenForScrapes({ ...address, ...(token !== undefined && { token }) }, kept.scrape);
}
