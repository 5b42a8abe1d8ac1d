import type { FastifyInstance } from 'fastify';
import { fault } from '../domain/values/fault.ts';
import type { Store } from '../store/store.ts';
import { databaseFault } from './replies/errors.ts';

/** The checks behind `/readyz`. */
interface Readiness {
  readonly store: Pick<Store, 'ping'>;
  /** Whether the process was told to stop and serves on only until callers have noticed. */
  draining(): boolean;
}

/** `/healthz`: the process answers. `/readyz`: it can do its work, the database can be read and written. */
export function addHealth(app: FastifyInstance, { store, draining }: Readiness): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    if (draining()) throw fault('unavailable').because('The service is about to stop.').hinting({ reason: 'STOPPING' });
    await store.ping().catch((error: Error) => {
      const { code, name } = (error.cause ?? error) as { code?: string; name: string };
      throw databaseFault(`The database cannot be read and written (${code ?? name}).`);
    });
    return { status: 'ready' };
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    // A proxy must not reuse a connection that is about to be closed.
    if (draining()) reply.header('connection', 'close');
    done();
  });
}
