import type { FastifyInstance } from 'fastify';
import type { Links } from '../../domain/links.ts';
import type { Ask, DeviceWorld } from './device.ts';

interface Parts extends Pick<DeviceWorld, 'token' | 'now' | 'random' | 'newId'> {
  readonly links: Pick<Links, 'absolute'>;
}

/** The world of one service's devices. */
export function deviceWorld(app: FastifyInstance, { links, token, now, random, newId }: Parts): DeviceWorld {
  return { ask: askThrough(app), base: () => links.absolute(''), token, now, random, newId };
}

/** Asks the service by the routes that everybody asks, without a socket. */
const askThrough =
  (app: FastifyInstance): Ask =>
  async ({ method, path, authorization, body }) => {
    const reply = await app.inject({
      method,
      url: path,
      headers: { 'user-agent': 'cofactor-virtual-device', ...(authorization !== undefined && { authorization }) },
      ...(body && { payload: body }),
    });
    return { status: reply.statusCode, body: reply.payload === '' ? undefined : reply.json() };
  };
