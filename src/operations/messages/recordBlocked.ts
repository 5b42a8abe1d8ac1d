import type { Caller } from '../../contract/shared/operation.ts';
import type { LogEntry } from '../../domain/log/logEntry.ts';
import type { Message } from '../../domain/messages/message.ts';
import type { BlockReason } from '../../domain/pumping/reasons.ts';
import type { Write } from '../../store/change.ts';
import type { Services } from '../shared/services.ts';
import { recipientOf } from './queueMessages.ts';
import { sendEvents } from './sendEvents.ts';

/** Whose message it is; a factor that is not written because its message is kept back has no id. */
export interface About {
  readonly userId: string;
  readonly factorId?: string;
  /** Its record, where that is written already. */
  readonly messageId?: string;
  /** Its code is somebody else's: whether it comes back is never heard here. */
  readonly oneWay?: true;
}

/** Writes that a message was kept back, and why: its record alone, without the factor it was for (fact 208). */
export async function recordBlocked(
  { store, newId }: Services,
  message: Message,
  about: About,
  caller: Caller,
  reason: BlockReason,
  now: Temporal.Instant,
): Promise<void> {
  const { channel, purpose, templateId, language, values } = message;
  const { userId, messageId } = about;
  const id = messageId ?? newId('msg');
  const insert: Write = {
    do: 'insertMessage',
    message: {
      id,
      userId,
      factorId: about.factorId ?? '',
      channel,
      purpose,
      ...recipientOf(message),
      status: 'BLOCKED',
      attempts: [],
      reason,
      created: now,
      expires: now.add(values.lifetime),
      requestId: caller.requestId,
      ...(templateId !== undefined && { templateId }),
      ...(language !== undefined && { language }),
    },
  };
  await store.apply([
    messageId === undefined ? insert : { do: 'blockMessage', userId, id, reason },
    {
      do: 'log',
      entry: {
        ...entryOf(message, about, caller, now, { messageId: id }),
        event: sendEvents[channel][purpose],
        outcome: 'DENY',
        reason,
      },
    },
  ]);
}

/** A dry run's line in the log: sent, but would have been kept back, and why. */
export async function warnBlocked(
  { store }: Services,
  message: Message,
  about: About,
  caller: Caller,
  reasons: readonly BlockReason[],
  now: Temporal.Instant,
): Promise<void> {
  const entry: LogEntry = {
    ...entryOf(message, about, caller, now, { dryRun: 'true', reasons: reasons.join() }),
    event: 'system.operation.rate_limit.warning',
    outcome: 'SUCCESS',
    ...(reasons[0] !== undefined && { reason: reasons[0] }),
  };
  await store.apply([{ do: 'log', entry }]);
}

function entryOf(
  message: Message,
  { userId, factorId }: About,
  { tokenId, requestId, address }: Caller,
  now: Temporal.Instant,
  more: Readonly<Record<string, string>>,
): Omit<LogEntry, 'event' | 'outcome'> {
  const { recipient, country } = recipientOf(message);
  return {
    at: now,
    userId,
    actor: tokenId,
    requestId,
    detail: { phoneNumber: recipient, ...(country !== undefined && { country }), ...more },
    ...(factorId !== undefined && { factorId }),
    ...(address !== undefined && { address }),
  };
}
