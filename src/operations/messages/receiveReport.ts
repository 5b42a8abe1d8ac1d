import { setTimeout } from 'node:timers';
import type { WebhookReply, WebhookRequest } from '../../delivery/provider.ts';
import type { MessageProvider } from '../../domain/providers/messageProvider.ts';
import type { Services } from '../shared/services.ts';
import { recordReport } from './recordReport.ts';

/** The form of our ids: anything else does not reach the database. */
const ID = /^oct[0-9A-Za-z]{17}$/;

/** The time to wait, in milliseconds, for the record of a message whose vendor was faster than our own database. */
const WAITS_MS = [0, 100, 400, 1_000];

/** The provider that a vendor's call is about; undefined when there is none. */
export async function reportedProvider(
  { store, providers }: Pick<Services, 'store' | 'providers'>,
  providerId: string,
): Promise<MessageProvider | undefined> {
  const fixed = providers.fixed.find(({ id }) => id === providerId);
  return fixed ?? (ID.test(providerId) ? store.messageProviders.byId(providerId) : undefined);
}

/**
 * A call of a vendor about messages it has taken: undefined when it is not genuine. References nobody knows are passed
 * over; whether one is known is nobody's business.
 */
export async function receiveReport(
  services: Services,
  provider: MessageProvider,
  request: WebhookRequest,
): Promise<WebhookReply | undefined> {
  const reply = services.providers.report(provider, request);
  if (!reply) return undefined;
  for (const report of reply.reports) {
    for (const wait of WAITS_MS) {
      if (wait > 0) await new Promise<void>((resolve) => setTimeout(resolve, wait));
      if (await recordReport(services, provider.id, report)) break;
    }
  }
  return reply;
}
