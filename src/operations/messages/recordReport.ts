import type { EventType } from '../../contract/log/events.ts';
import type { DeliveryReport } from '../../delivery/provider.ts';
import type { Channel } from '../../domain/messages/message.ts';
import type { MessageRecord } from '../../domain/messages/messageRecord.ts';
import { withoutAddress } from '../../domain/values/mask.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';

/** Exactly one for each message that was sent (fact 202). */
const events: Record<Channel, EventType> = {
  sms: 'system.sms.receive_status',
  call: 'system.voice.receive_status',
  email: 'system.email.delivery',
};

/** Records a carrier's report about a message; false for a reference that belongs to no message. */
export async function recordReport(
  { store, now }: Pick<Services, 'store' | 'now'>,
  providerId: string,
  { reference, status, reason }: DeliveryReport,
): Promise<boolean> {
  const message = await store.messages.byReference(providerId, reference);
  if (!message) return false;
  // Vendors repeat themselves, and some say "not yet" and "sent" before "delivered".
  if (message.status === 'DELIVERED' || message.status === status) return true;
  const { id, userId, channel, requestId, factorId } = message;
  const at = now();
  const said = reason === undefined ? {} : { reason: await withoutRecipient(store, message, reason.slice(0, 300)) };
  await store.apply([
    { do: 'reportMessage', userId, id, status, at, ...said },
    // The carrier calls, not the user: of the request there is only the id that the message was sent with.
    logEntry(
      { caller: { requestId }, now: at },
      {
        event: events[channel],
        outcome: status === 'DELIVERED' ? 'SUCCESS' : 'FAILURE',
        ...said,
        userId,
        factorId,
        detail: { messageId: id, provider: providerId },
      },
    ),
  ]);
  return true;
}

/** Carriers may say whom they did not reach. */
async function withoutRecipient(
  { messages }: Services['store'],
  { userId, id }: MessageRecord,
  reason: string,
): Promise<string> {
  const recipient = await messages.recipient(userId, id);
  return recipient === undefined ? reason : withoutAddress(reason, recipient);
}
