import type { Caller } from '../../contract/shared/operation.ts';
import { isShared } from '../../domain/budgets/requester.ts';
import type { Message } from '../../domain/messages/message.ts';
import type { BlockReason } from '../../domain/pumping/reasons.ts';
import type { Write } from '../../store/change.ts';
import { logEntry, type Occurrence } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { newRecord, recipientOf } from './newRecord.ts';
import { sendEvents } from './sendEvents.ts';

/** Whose message it is; a factor that is not written because its message is kept back has no id. */
export interface About {
  readonly userId: string;
  readonly factorId?: string;
  /** The one whose message it is (`sendersName`). */
  readonly requester?: string | undefined;
  /** Its record, where that is written already. */
  readonly messageId?: string;
  /** Its code is somebody else's: whether it comes back is never heard here. */
  readonly oneWay?: true;
}

/** The reason why a message is kept back, and until when. */
export interface Kept {
  readonly reason: BlockReason;
  readonly retryAt?: Temporal.Instant;
}

/** Writes that a message was kept back, and why: its record alone, without the factor it was for (fact 208). */
export async function recordBlocked(
  { store, metrics, newId }: Services,
  message: Message,
  about: About,
  caller: Caller,
  { reason, retryAt }: Kept,
  now: Temporal.Instant,
): Promise<void> {
  const { channel, purpose } = message;
  const { userId, factorId, messageId } = about;
  const id = messageId ?? newId('msg');
  const record = newRecord({ id, userId, factorId, message, created: now, requestId: caller.requestId });
  const insert: Write = { do: 'insertMessage', message: { ...record, status: 'BLOCKED', reason }, to: message.to };
  await store.apply([
    messageId === undefined ? insert : { do: 'blockMessage', userId, id, reason },
    logEntry(
      { caller, now },
      {
        ...subjectOf(message, about, {
          messageId: id,
          ...(retryAt && { retryAt: retryAt.toString({ smallestUnit: 'second', roundingMode: 'ceil' }) }),
          ...(!isShared(about.requester) && { requester: 'KNOWN' }),
        }),
        event: sendEvents[channel][purpose],
        outcome: 'DENY',
        reason,
      },
    ),
  ]);
  metrics.count('messages', { channel, result: 'blocked' });
}

/** Logs that a message was sent in dry run and why it would have been kept back otherwise. */
export async function warnBlocked(
  { store }: Services,
  message: Message,
  about: About,
  caller: Caller,
  reasons: readonly BlockReason[],
  now: Temporal.Instant,
): Promise<void> {
  const subject = subjectOf(message, about, { dryRun: 'true', reasons: reasons.join() });
  const warning = { ...subject, event: 'system.operation.rate_limit.warning', reason: reasons[0] } as const;
  await store.apply([logEntry({ caller, now }, warning)]);
}

/** Whose message a line of the log is about, and to whom it was to go. */
function subjectOf(
  message: Message,
  { userId, factorId }: About,
  more: Readonly<Record<string, string>>,
): Pick<Occurrence, 'userId' | 'factorId' | 'detail'> {
  const { recipient, country } = recipientOf(message);
  const detail = { phoneNumber: recipient, ...(country !== undefined && { country }), ...more };
  return { userId, factorId, detail };
}
