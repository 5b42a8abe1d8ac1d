import type { FastifyInstance } from 'fastify';
import { fault } from '../../domain/values/fault.ts';
import { qrCodeOf } from '../../operations/factors/qrCode.ts';
import type { Services } from '../../operations/shared/services.ts';
import { qrImage } from './qrImage.ts';

/** The path of QR codes; it holds the credential, so it is never logged (`requestLog.ts` has the route only). */
export const qrRoute = { method: 'GET', path: '/api/v1/users/:userId/factors/:factorId/qr/:token' } as const;

interface Params {
  readonly userId: string;
  readonly factorId: string;
  readonly token: string;
}

const ID = /^[0-9A-Za-z]{20}$/;
const TOKEN = /^[\w-]{22,128}$/;

/**
 * The QR code of a pending factor as a picture, for an `<img>` of the caller's page: without Authorization (fact 20).
 * The token cannot be guessed, so nothing is counted; what cannot be one does not reach the database.
 */
export function addQrCode(app: FastifyInstance, services: Services): void {
  app.get<{ Params: Params }>(qrRoute.path, { exposeHeadRoute: false }, async ({ params, id }, reply) => {
    reply
      .header('x-okta-request-id', id)
      .header('cache-control', 'no-cache, no-store')
      .header('pragma', 'no-cache')
      .header('expires', '0')
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff');
    const { userId, factorId, token } = params;
    if (![userId, factorId].every((text) => ID.test(text)) || !TOKEN.test(token)) {
      throw fault('notFound', { id: factorId, type: 'UserFactor' });
    }
    const picture = qrImage(await qrCodeOf(services, params));
    return reply.header('content-type', 'image/png').send(picture);
  });
}
