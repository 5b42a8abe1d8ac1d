import type { Caller } from '../../contract/shared/operation.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import type { Message } from '../../domain/messages/message.ts';
import type { MessageRecord } from '../../domain/messages/messageRecord.ts';
import type { Wording } from '../../domain/templates/template.ts';
import { maskEmail, maskPhone } from '../../domain/values/mask.ts';
import { countryOf } from '../../domain/values/phone.ts';
import type { Write } from '../../store/change.ts';
import type { Services } from '../shared/services.ts';
import { wordingOf } from './wording.ts';

/** A message with the record that is written before it is sent: after a crash in between, it says "not sent". */
export interface QueuedMessage {
  readonly message: Message;
  /** Chosen once: what the record names is what is sent, whatever becomes of the template in between. */
  readonly wording: Wording;
  readonly record: MessageRecord;
}

/** To whom, as records and the log may know it. */
export function recipientOf({ channel, to }: Message): Pick<MessageRecord, 'recipient' | 'country'> {
  if (channel === 'email') return { recipient: maskEmail(to) };
  const country = countryOf(to);
  return { recipient: maskPhone(to), ...(country !== undefined && { country }) };
}

/** Records for the messages of a decision. */
export async function queueMessages(
  services: Services,
  messages: readonly Message[],
  factor: Factor,
  kind: AnyKind,
  caller: Caller,
): Promise<readonly QueuedMessage[]> {
  const queued = messages.map(async (message): Promise<QueuedMessage> => {
    const { channel, purpose, values } = message;
    const wording = await wordingOf(services, message);
    const { templateId, language } = wording;
    const challengeId = kind.challenge?.id(factor.state);
    const record: MessageRecord = {
      id: services.newId('msg'),
      userId: factor.userId,
      factorId: factor.id,
      channel,
      purpose,
      templateId,
      ...recipientOf(message),
      status: 'QUEUED',
      attempts: [],
      created: factor.lastUpdated,
      expires: factor.lastUpdated.add(values.lifetime),
      requestId: caller.requestId,
      ...(language !== undefined && { language }),
      ...(challengeId !== undefined && { challengeId }),
    };
    return { message, wording, record };
  });
  return Promise.all(queued);
}

export const queuedWrites = (queued: readonly QueuedMessage[]): readonly Write[] =>
  queued.map(({ record }) => ({ do: 'insertMessage', message: record }));
