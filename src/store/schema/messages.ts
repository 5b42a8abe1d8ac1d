import type { Channel, Message } from '../../domain/messages/message.ts';
import type { MessageStatus } from '../../domain/messages/messageRecord.ts';
import { document, keyedHash, nullable, sealed, table, text } from './table.ts';

/** The record of every message: what was sent, and what became of it. */
export const messages = table('messages', {
  user_id: text(),
  id: text(),
  factor_id: text(),
  channel: text<Channel>(),
  purpose: text<Message['purpose']>(),
  /** Masked. */
  recipient: text(),
  country: nullable(text()),
  template_id: nullable(text()),
  language: nullable(text()),
  challenge_id: nullable(text()),
  status: text<MessageStatus>(),
  attempts: document(),
  reason: nullable(text()),
  created_at: text(),
  expires_at: text(),
  sent_at: nullable(text()),
  reported_at: nullable(text()),
  verified_at: nullable(text()),
  request_id: text(),
  /** The whole recipient. Null, as the hashes, in records from before migration 0021: those never had it. */
  address: nullable(sealed()),
  /** Hashes of the recipient, and of the last four digits of a number. */
  address_hash: nullable(keyedHash()),
  tail_hash: nullable(keyedHash()),
});

/** Messages by the ids that providers gave them: a delivery report names no other. */
export const messageReferences = table('message_references', {
  provider: text(),
  reference: text(),
  user_id: text(),
  message_id: text(),
});
