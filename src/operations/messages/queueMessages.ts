import type { Caller } from '../../contract/shared/operation.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import type { Message } from '../../domain/messages/message.ts';
import type { MessageRecord } from '../../domain/messages/messageRecord.ts';
import type { Wording } from '../../domain/templates/template.ts';
import type { Write } from '../../store/change.ts';
import type { Services } from '../shared/services.ts';
import { newRecord } from './newRecord.ts';
import { wordingOf } from './wording.ts';

/** A message with the record that is written before it is sent: after a crash in between, it says "not sent". */
export interface QueuedMessage {
  readonly message: Message;
  /** Chosen once: what the record names is what is sent, whatever becomes of the template in between. */
  readonly wording: Wording;
  readonly record: MessageRecord;
}

/** Records for the messages of a decision. */
export async function queueMessages(
  services: Services,
  messages: readonly Message[],
  factor: Factor,
  kind: AnyKind,
  caller: Caller,
): Promise<readonly QueuedMessage[]> {
  const { id: factorId, userId, lastUpdated: created } = factor;
  const { requestId } = caller;
  const queued = messages.map(async (message): Promise<QueuedMessage> => {
    const wording = await wordingOf(services, message);
    const challengeId = kind.challenge?.id(factor.state);
    const id = services.newId('msg');
    const record = newRecord({ id, userId, factorId, message, wording, challengeId, created, requestId });
    return { message, wording, record };
  });
  return Promise.all(queued);
}

export const queuedWrites = (queued: readonly QueuedMessage[]): readonly Write[] =>
  queued.map(({ message, record }) => ({ do: 'insertMessage', message: record, to: message.to }));
