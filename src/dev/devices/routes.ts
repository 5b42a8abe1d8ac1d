import type { FastifyInstance } from 'fastify';
import { bodyOf } from '../../http/jsonBody.ts';
import { type Devices, shown } from './devices.ts';

interface Route {
  readonly Params: { readonly id: string; readonly action: string };
}

const path = '/dev/devices/:id';
const given = (body: unknown) => bodyOf(body, { method: 'POST' });

/** Simulated devices over HTTP, on the routes of development mode, whose guard counts for them as well. */
export function addDeviceRoutes(dev: FastifyInstance, devices: Devices): void {
  dev.get('/dev/devices', async () => devices.list());
  dev.post('/dev/devices', async ({ body }, reply) => reply.code(201).send(shown(await devices.create(given(body)))));
  dev.get<Route>(path, async ({ params: { id } }) => devices.show(id));
  dev.patch<Route>(path, async ({ params: { id }, body }) => devices.change(id, given(body)));
  dev.delete<Route>(path, async ({ params: { id } }, reply) => {
    await devices.remove(id);
    return reply.code(204).send();
  });
  dev.post<Route>(`${path}/:action`, async ({ params: { id, action }, body }) => devices.act(id, action, given(body)));
}
