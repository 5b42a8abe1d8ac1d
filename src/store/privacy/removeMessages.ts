import type { Attempt } from '../../domain/messages/messageRecord.ts';
import { receiptId } from '../../domain/messages/receiptId.ts';
import type { Steps } from '../engine.ts';
import { messages } from '../schema/messages.ts';
import { columns, rowsOf } from '../shared/query.ts';

const attemptColumns = columns(messages, ['attempts']);

/** Removes the records of all messages to a user, and the references of providers that lead to them. */
export function* removeMessages(userId: string): Steps<number> {
  return yield* removed(`user_id = $1`, [userId]);
}

/** Removes the record of one message. */
export function* removeMessage(userId: string, id: string): Steps<number> {
  return yield* removed(`user_id = $1 and id = $2`, [userId, id]);
}

function* removed(where: string, values: readonly string[]): Steps<number> {
  const rows = rowsOf(
    attemptColumns,
    yield { text: `delete from messages where ${where} returning ${attemptColumns.sql}`, values },
  );
  const references = rows.flatMap((row) =>
    (JSON.parse(row.attempts) as readonly Attempt[]).flatMap(({ provider, reference }) =>
      reference === undefined ? [] : [{ provider, reference: receiptId(reference) }],
    ),
  );
  for (const { provider, reference } of references) {
    yield {
      text: 'delete from message_references where provider = $1 and reference = $2 and user_id = $3',
      values: [provider, reference, values[0] as string],
    };
  }
  return rows.length;
}
