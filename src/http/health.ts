import type { FastifyInstance } from 'fastify';
import { fault } from '../domain/values/fault.ts';
import type { Store } from '../store/store.ts';

/** `/healthz`: the process answers. `/readyz`: it can do its work, the database is reachable. */
export function addHealth(app: FastifyInstance, store: Pick<Store, 'ping'>): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    await store.ping().catch((error: Error) => {
      throw fault('unavailable').because(
        `The database cannot be reached (${(error as { code?: string }).code ?? error.name}).`,
      );
    });
    return { status: 'ready' };
  });
}
