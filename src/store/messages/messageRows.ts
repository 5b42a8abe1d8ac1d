import type { Vault } from '../../crypto/vault.ts';
import type { Attempt, MessageRecord } from '../../domain/messages/messageRecord.ts';
import { receiptId } from '../../domain/messages/receiptId.ts';
import type { messages } from '../schema/messages.ts';
import type { RowOf } from '../schema/table.ts';
import { addressHash, tailHash } from '../sealed/addressHashes.ts';
import { messageRecipient } from '../sealed/sealedColumns.ts';
import { instant, optional, optionalInstant, optionalText, text } from '../shared/columns.ts';
import type { WriteOf } from '../writers.ts';

type MessageRow = RowOf<typeof messages>;

/** A message as its row. The recipient is sealed, and found by its keyed hash or that of the last four digits. */
export function messageRow({ message, to }: WriteOf<'insertMessage'>, vault: Vault): MessageRow {
  return {
    user_id: message.userId,
    id: message.id,
    factor_id: message.factorId,
    channel: message.channel,
    purpose: message.purpose,
    recipient: message.recipient,
    country: message.country ?? null,
    template_id: message.templateId ?? null,
    language: message.language ?? null,
    challenge_id: message.challengeId ?? null,
    status: message.status,
    attempts: JSON.stringify(message.attempts),
    reason: message.reason ?? null,
    created_at: text(message.created),
    expires_at: text(message.expires),
    sent_at: optionalText(message.sent),
    reported_at: optionalText(message.reported),
    verified_at: optionalText(message.verified),
    request_id: message.requestId,
    address: messageRecipient.seal(vault, to, { user_id: message.userId, id: message.id }),
    address_hash: addressHash('messages', to, vault),
    tail_hash: tailHash('messages', to, vault),
  };
}

/** The whole recipient of a message; undefined where an older version kept none. */
export const openRecipient = (row: MessageRow, vault: Vault): string | undefined =>
  row.address === null ? undefined : (messageRecipient.open(vault, row.address, row) as string);

/** A row as the record of a message. */
export function toMessage(row: MessageRow): MessageRecord {
  return {
    id: row.id,
    userId: row.user_id,
    factorId: row.factor_id,
    channel: row.channel,
    purpose: row.purpose,
    recipient: row.recipient,
    status: row.status,
    attempts: JSON.parse(row.attempts) as readonly Attempt[],
    created: instant(row.created_at),
    expires: instant(row.expires_at),
    requestId: row.request_id,
    ...optional('country', row.country),
    ...optional('templateId', row.template_id),
    ...optional('language', row.language),
    ...optional('challengeId', row.challenge_id),
    ...optional('reason', row.reason),
    ...optional('sent', optionalInstant(row.sent_at)),
    ...optional('reported', optionalInstant(row.reported_at)),
    ...optional('verified', optionalInstant(row.verified_at)),
  };
}

type SentColumn = 'user_id' | 'id' | 'status' | 'attempts' | 'reason' | 'sent_at';

/** The columns that sending a message changes, and the references that lead to it from now on. */
export function sentRow({ userId, id, receipt, at }: WriteOf<'sentMessage'>) {
  const row: Pick<MessageRow, SentColumn> = {
    user_id: userId,
    id,
    status: receipt.accepted ? 'ACCEPTED' : 'FAILED',
    attempts: JSON.stringify(receipt.attempts),
    reason: receipt.accepted ? null : receipt.reason,
    sent_at: receipt.accepted ? text(at) : null,
  };
  const accepted = receipt.attempts.flatMap(({ provider, reference, result }) =>
    result === 'ACCEPTED' && reference !== undefined ? [{ provider, reference: receiptId(reference) }] : [],
  );
  return { ...row, accepted };
}
