import type { Message } from '../../domain/messages/message.ts';
import type { MessageRecord } from '../../domain/messages/messageRecord.ts';
import type { Wording } from '../../domain/templates/template.ts';
import { maskEmail, maskPhone } from '../../domain/values/mask.ts';
import { countryOf } from '../../domain/values/phone.ts';

/** A message that is to be written down. */
interface Recorded {
  readonly id: string;
  readonly userId: string;
  /** Absent where there is no factor, or none yet. */
  readonly factorId?: string | undefined;
  readonly message: Message;
  /** The words that were chosen for it; the message's own wishes where none were. */
  readonly wording?: Wording;
  /** The challenge whose code it carries. */
  readonly challengeId?: string | undefined;
  readonly created: Temporal.Instant;
  readonly requestId: string;
}

/** The record of a message before it is sent: after a crash in between, it says "not sent". */
export function newRecord({ message, wording, ...recorded }: Recorded): MessageRecord {
  const { channel, purpose, values } = message;
  const { id, userId, factorId = '', challengeId, created, requestId } = recorded;
  const { templateId, language } = wording ?? message;
  return {
    id,
    userId,
    factorId,
    channel,
    purpose,
    ...recipientOf(message),
    status: 'QUEUED',
    attempts: [],
    created,
    expires: created.add(values.lifetime),
    requestId,
    ...(templateId !== undefined && { templateId }),
    ...(language !== undefined && { language }),
    ...(challengeId !== undefined && { challengeId }),
  };
}

/** To whom, as records and the log may know it. */
export function recipientOf({ channel, to }: Message): Pick<MessageRecord, 'recipient' | 'country'> {
  if (channel === 'email') return { recipient: maskEmail(to) };
  const country = countryOf(to);
  return { recipient: maskPhone(to), ...(country !== undefined && { country }) };
}
