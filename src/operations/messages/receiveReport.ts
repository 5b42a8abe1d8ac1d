import type { WebhookReply, WebhookRequest } from '../../delivery/provider.ts';
import type { Services } from '../shared/services.ts';
import { recordReport } from './recordReport.ts';

/** The form of our ids: anything else does not reach the database. */
const ID = /^oct[0-9A-Za-z]{17}$/;

/** The time to wait, in milliseconds, for the record of a message whose vendor was faster than our own database. */
const WAITS_MS = [0, 100, 400, 1_000];

/**
 * A call of a vendor about messages it has taken: undefined when there is no such provider or the call is not
 * genuine. References nobody knows are passed over; whether one is known is nobody's business.
 */
export async function receiveReport(
  services: Services,
  providerId: string,
  request: WebhookRequest,
): Promise<WebhookReply | undefined> {
  const { store, providers } = services;
  const fixed = providers.fixed.find(({ id }) => id === providerId);
  const provider = fixed ?? (ID.test(providerId) ? await store.messageProviders.byId(providerId) : undefined);
  const reply = provider && providers.report(provider, request);
  if (!provider || !reply) return undefined;
  for (const report of reply.reports) {
    for (const wait of WAITS_MS) {
      if (wait > 0) await new Promise<void>((resolve) => setTimeout(resolve, wait));
      if (await recordReport(services, provider.id, report)) break;
    }
  }
  return reply;
}
