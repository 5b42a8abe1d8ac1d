import type { Caller } from '../../contract/shared/operation.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { MessageOutcome } from '../../domain/messages/messageRecord.ts';
import type { Owner } from '../../domain/users/user.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import type { MessageGuard } from './messageGuard.ts';
import type { QueuedMessage } from './queueMessages.ts';
import { sendEvents } from './sendEvents.ts';
import { undeliveredFault } from './undeliveredFault.ts';

/**
 * Sends a message whose record is written. One that no provider takes does not count against the recipient's budget,
 * and the caller hears how to go on; the factor stays as it was written.
 */
export async function sendMessage(
  services: Services,
  user: Owner,
  factor: Factor,
  { message, wording, record }: QueuedMessage,
  caller: Caller,
  guard: MessageGuard,
): Promise<void> {
  const { id, channel, purpose } = record;
  const receipt = await services.delivery.send({
    id,
    message,
    wording,
    user,
    turn: Math.max(0, (await services.store.messages.waitingFor(user.id, channel)) - 1),
    at: record.created,
    caller,
  });
  const at = services.now();
  const entry = logEntry(
    { caller, now: at },
    {
      event: sendEvents[channel][purpose],
      outcome: receipt.accepted ? 'SUCCESS' : 'FAILURE',
      userId: user.id,
      factorId: factor.id,
      detail: { [channel === 'email' ? 'email' : 'phoneNumber']: record.recipient, messageId: id, ...takenBy(receipt) },
      ...(!receipt.accepted && { reason: receipt.reason }),
    },
  );
  await services.store.apply([
    { do: 'sentMessage', userId: user.id, id, receipt, at },
    entry,
    ...(receipt.accepted ? [] : [{ do: 'forgive', keys: [message.limit.key] } as const, guard.refund(message)]),
  ]);
  if (receipt.accepted) return;
  const self = `/api/v1/users/${user.id}/factors/${factor.id}`;
  const again = {
    activate: `POST ${self}/resend`,
    verify: `POST ${self}/verify without a body`,
    invite: `POST ${self}/lifecycle/activate/${channel}`,
    password: `POST /api/v1/users/${user.id}/lifecycle/reset_password`,
    notice: `POST ${self}/verify without a body`,
  }[purpose];
  throw undeliveredFault(receipt.reason, channel).because(
    `The message was not sent (${receipt.reason}). The factor is ${factor.status}; to send it again call ${again}.`,
  );
}

/** The carrier of a message, and whether it is used only because the telephony inline hook failed (facts 189, 213). */
function takenBy({ attempts }: MessageOutcome): Readonly<Record<string, string>> {
  const taken = attempts.find(({ result }) => result === 'ACCEPTED');
  const failover = attempts.some(({ provider, result }) => provider === 'hook' && result !== 'ACCEPTED');
  return { ...(taken && { provider: taken.name }), ...(failover && { isSmsHookFailover: 'true' }) };
}
