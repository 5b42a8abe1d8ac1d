import type { Caller } from '../contract/operation.ts';
import type { AnyKind } from '../domain/kind.ts';
import { maskEmail, maskPhone } from '../domain/mask.ts';
import type { Message } from '../domain/message.ts';
import { countryOf } from '../domain/phone.ts';
import type { MessageRecord } from '../domain/trace.ts';
import type { Write } from '../store/change.ts';
import type { Factor } from '../store/records.ts';
import type { Services } from './services.ts';

/** A message with the record that is written before it is sent: after a crash in between, it says "not sent". */
export interface Queued {
  readonly message: Message;
  readonly record: MessageRecord;
}

/** Records for the messages of a decision. */
export function queue(
  { newId }: Services,
  messages: readonly Message[],
  factor: Factor,
  kind: AnyKind,
  caller: Caller,
): readonly Queued[] {
  return messages.map((message) => {
    const { channel, to, purpose, templateId, language, values } = message;
    const challengeId = kind.challengeId?.(factor.state);
    const country = channel === 'email' ? undefined : countryOf(to);
    const record: MessageRecord = {
      id: newId('msg'),
      userId: factor.userId,
      factorId: factor.id,
      channel,
      purpose,
      recipient: channel === 'email' ? maskEmail(to) : maskPhone(to),
      status: 'QUEUED',
      attempts: [],
      created: factor.lastUpdated,
      expires: factor.lastUpdated.add(values.lifetime),
      requestId: caller.requestId,
      ...(country !== undefined && { country }),
      ...(templateId !== undefined && { templateId }),
      ...(language !== undefined && { language }),
      ...(challengeId !== undefined && { challengeId }),
    };
    return { message, record };
  });
}

export const queueWrites = (queued: readonly Queued[]): readonly Write[] =>
  queued.map(({ record }) => ({ do: 'insertMessage', message: record }));
