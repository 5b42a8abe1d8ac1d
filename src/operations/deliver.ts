import type { EventType } from '../contract/events.ts';
import type { Caller } from '../contract/operation.ts';
import { fault } from '../domain/fault.ts';
import type { Message } from '../domain/message.ts';
import { maskPhone } from '../domain/phone.ts';
import type { Factor, LogEntry } from '../store/records.ts';
import type { Services } from './services.ts';

const events: Record<Message['purpose'], EventType> = {
  activate: 'system.sms.send_phone_verification_message',
  verify: 'system.sms.send_factor_verify_message',
};

/**
 * Sends what a decision asked for, after the write. One that no carrier takes does not count against the
 * recipient's budget, and the caller hears how to go on; the factor stays as it was written.
 */
export async function deliver(services: Services, factor: Factor, message: Message, caller: Caller): Promise<void> {
  const receipt = await services.delivery.send(message);
  const entry: LogEntry = {
    at: services.now(),
    event: events[message.purpose],
    outcome: receipt.accepted ? 'SUCCESS' : 'FAILURE',
    userId: factor.userId,
    factorId: factor.id,
    actor: caller.tokenId,
    requestId: caller.requestId,
    detail: { phoneNumber: maskPhone(message.to) },
    ...(!receipt.accepted && { reason: receipt.reason }),
  };
  await services.store.apply([
    { do: 'log', entry },
    ...(receipt.accepted ? [] : [{ do: 'forgive', keys: [message.limit.key] } as const]),
  ]);
  if (receipt.accepted) return;
  const self = `/api/v1/users/${factor.userId}/factors/${factor.id}`;
  const again = message.purpose === 'activate' ? `POST ${self}/resend` : `POST ${self}/verify without a body`;
  throw fault('notDelivered').because(
    `The message was not sent (${receipt.reason}). The factor is ${factor.status}; to send it again call ${again}.`,
  );
}
