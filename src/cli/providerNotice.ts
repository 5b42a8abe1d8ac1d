import type { FastifyInstance } from 'fastify';
import { operations } from '../contract/index.ts';
import type { MessageProvider } from '../domain/providers/messageProvider.ts';
import type { CofactorLogger } from './log/log.ts';

const creations: ReadonlySet<string | undefined> = new Set([
  operations.createMessageProvider.path,
  operations.createTelephonyProvider.path,
]);

/** The warning of development mode about providers that there are: whether messages leave through them (`--no-send`). */
export function warnOfProviders(
  logger: CofactorLogger,
  providers: readonly Pick<MessageProvider, 'id'>[],
  send?: boolean,
): void {
  if (providers.length === 0) return;
  const ids = { providers: providers.map(({ id }) => id) };
  if (send === false) logger.warn(ids, 'messages stay in the inbox: --no-send passes these providers over');
  else logger.warn(ids, 'messages are really sent; --no-send keeps them in the inbox');
}

/** Warns likewise as soon as a provider is created over the API. */
export function warnOfNewProviders(app: FastifyInstance, logger: CofactorLogger, send?: boolean): void {
  app.addHook('onSend', async ({ method, routeOptions: { url } }, { statusCode }, payload) => {
    if (method !== 'POST' || statusCode >= 300 || !creations.has(url)) return;
    warnOfProviders(logger, [JSON.parse(String(payload))], send);
  });
}
