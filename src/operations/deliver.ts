import type { EventType } from '../contract/events.ts';
import type { Caller } from '../contract/operation.ts';
import { fault } from '../domain/fault.ts';
import { maskEmail, maskPhone } from '../domain/mask.ts';
import type { Channel, Message } from '../domain/message.ts';
import type { Factor, LogEntry } from '../store/records.ts';
import type { Services } from './services.ts';

/** Facts 202 to 204; there is one event for e-mail codes, whatever they are for. */
const events: Record<Channel, Record<Message['purpose'], EventType>> = {
  sms: {
    activate: 'system.sms.send_phone_verification_message',
    verify: 'system.sms.send_factor_verify_message',
  },
  call: {
    activate: 'system.voice.send_phone_verification_call',
    verify: 'system.voice.send_mfa_challenge_call',
  },
  email: {
    activate: 'system.email.send_factor_verify_message',
    verify: 'system.email.send_factor_verify_message',
  },
};

/**
 * Sends what a decision asked for, after the write. One that no carrier takes does not count against the
 * recipient's budget, and the caller hears how to go on; the factor stays as it was written.
 */
export async function deliver(services: Services, factor: Factor, message: Message, caller: Caller): Promise<void> {
  const receipt = await services.delivery.send(message);
  const entry: LogEntry = {
    at: services.now(),
    event: events[message.channel][message.purpose],
    outcome: receipt.accepted ? 'SUCCESS' : 'FAILURE',
    userId: factor.userId,
    factorId: factor.id,
    actor: caller.tokenId,
    requestId: caller.requestId,
    detail: recipient(message),
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

const recipient = ({ channel, to }: Message): Record<string, string> =>
  channel === 'email' ? { email: maskEmail(to) } : { phoneNumber: maskPhone(to) };
