import type { FastifyInstance } from 'fastify';
import type { Exposition } from '../domain/metrics/metrics.ts';
import { fault } from '../domain/values/fault.ts';
import { sameSecret } from '../domain/values/sameSecret.ts';

/** Metrics on the address of the API: what a scraper has to show, and what it reads. */
export interface MetricsRoute {
  readonly token: string;
  scrape(): Promise<Exposition>;
}

/** Adds `/metrics` for whoever has its token, which opens nothing else; API tokens do not open it. */
export function addMetrics(app: FastifyInstance, { token, scrape }: MetricsRoute): void {
  app.get('/metrics', async (request, reply) => {
    if (!sameSecret(`Bearer ${token}`, request.headers.authorization ?? '')) {
      throw fault('invalidToken').because(
        'Send Authorization: Bearer and the value of COFACTOR_METRICS_TOKEN; API tokens do not open this page.',
      );
    }
    const { contentType, text } = await scrape();
    reply.headers({ 'content-type': contentType, 'cache-control': 'no-store' });
    return text;
  });
}
