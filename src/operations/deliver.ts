import type { EventType } from '../contract/events.ts';
import type { Caller } from '../contract/operation.ts';
import type { Channel, Message } from '../domain/message.ts';
import type { MessageOutcome } from '../domain/trace.ts';
import type { User } from '../domain/user.ts';
import type { Factor, LogEntry } from '../store/records.ts';
import type { Queued } from './outbox.ts';
import type { Services } from './services.ts';
import { undelivered } from './undelivered.ts';

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
 * Sends a message whose record is written. One that no provider takes does not count against the recipient's budget,
 * and the caller hears how to go on; the factor stays as it was written.
 */
export async function deliver(
  services: Services,
  user: User,
  factor: Factor,
  { message, wording, record }: Queued,
  caller: Caller,
): Promise<void> {
  const { id, channel, purpose, requestId } = record;
  const receipt = await services.delivery.send({
    id,
    message,
    wording,
    user,
    turn: Math.max(0, (await services.store.messages.waitingFor(user.id, channel)) - 1),
    at: record.created,
    requestId,
    ...(caller.address !== undefined && { address: caller.address }),
  });
  const at = services.now();
  const entry: LogEntry = {
    at,
    event: events[channel][purpose],
    outcome: receipt.accepted ? 'SUCCESS' : 'FAILURE',
    userId: user.id,
    factorId: factor.id,
    actor: caller.tokenId,
    requestId,
    detail: { [channel === 'email' ? 'email' : 'phoneNumber']: record.recipient, messageId: id, ...takenBy(receipt) },
    ...(!receipt.accepted && { reason: receipt.reason }),
  };
  await services.store.apply([
    { do: 'sentMessage', userId: user.id, id, receipt, at },
    { do: 'log', entry },
    ...(receipt.accepted ? [] : [{ do: 'forgive', keys: [message.limit.key] } as const]),
  ]);
  if (receipt.accepted) return;
  const self = `/api/v1/users/${user.id}/factors/${factor.id}`;
  const again = purpose === 'activate' ? `POST ${self}/resend` : `POST ${self}/verify without a body`;
  throw undelivered(receipt.reason, channel).because(
    `The message was not sent (${receipt.reason}). The factor is ${factor.status}; to send it again call ${again}.`,
  );
}

/** Who carries it, as fact 213 has it for support. */
function takenBy({ attempts }: MessageOutcome): Readonly<Record<string, string>> {
  const taken = attempts.find(({ result }) => result === 'ACCEPTED');
  return taken ? { provider: taken.name } : {};
}
