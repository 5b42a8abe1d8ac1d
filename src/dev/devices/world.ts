import type { FastifyInstance } from 'fastify';
import type { Links } from '../../operations/shared/links.ts';
import type { Ask, DeviceWorld } from './device.ts';

interface Parts extends Pick<DeviceWorld, 'token' | 'now' | 'random' | 'newId' | 'onError'> {
  readonly links: Pick<Links, 'absolute'>;
  /** The text of a QR code: a picture is of no use to a program. */
  readonly qrCode: (of: {
    readonly userId: string;
    readonly factorId: string;
    readonly token: string;
  }) => Promise<string>;
}

/** The world of one service's devices. */
export function deviceWorld(app: FastifyInstance, { links, qrCode, ...parts }: Parts): DeviceWorld {
  const { token, now, random, newId, onError } = parts;
  const underWay = new Set<Promise<unknown>>();
  const ask = askThrough(app);
  return {
    ask(request) {
      const asked = ask(request);
      underWay.add(asked);
      asked.finally(() => underWay.delete(asked)).catch(() => {});
      return asked;
    },
    idle: () => Promise.allSettled(underWay),
    base: () => links.absolute(''),
    async scan(href) {
      const [, userId = '', factorId = '', secret = ''] = QR.exec(href) ?? [];
      return qrCode({ userId, factorId, token: secret });
    },
    ...{ token, now, random, newId, onError },
  };
}

const QR = /\/users\/([^/]+)\/factors\/([^/]+)\/qr\/([^/]+)$/;

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
