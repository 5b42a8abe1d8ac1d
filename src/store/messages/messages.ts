import type { Vault } from '../../crypto/vault.ts';
import { otherRadix, receiptId } from '../../domain/messages/receiptId.ts';
import type { Engine } from '../engine.ts';
import { messageReferences, messages } from '../schema/messages.ts';
import { text } from '../shared/columns.ts';
import { allColumns, computed, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { MessageReads } from '../store.ts';
import type { Writers } from '../writers.ts';
import { messageRow, openRecipient, sentRow, toMessage } from './messageRows.ts';

const all = allColumns(messages);
const count = computed<{ readonly n: number }>('n', 'count(*)');

const ofUser = select(all, 'from messages where user_id = $1 order by created_at, id');
const firstPage = select(all, 'from messages where user_id = $1 order by created_at desc, id desc limit $2');
const nextPage = select(
  all,
  'from messages where user_id = $1 and (created_at, id) < ($3, $4) order by created_at desc, id desc limit $2',
);
const waitingFor = select(
  count,
  `from messages where user_id = $1 and channel = $2 and created_at > coalesce(
    (select max(created_at) from messages where user_id = $1 and channel = $2 and verified_at is not null), '')`,
);
const since = select(count, 'from messages where user_id = $1 and channel = $2 and created_at >= $3');
const byId = select(all, 'from messages where user_id = $1 and id = $2');
const byReference = select(
  all,
  `from messages m where exists (select 1 from message_references r
    where r.provider = $1 and r.reference = $2 and r.user_id = m.user_id and r.message_id = m.id)`,
);

/** Reads of the records of messages. */
export function messageReads(engine: Engine, vault: Vault): MessageReads {
  return {
    ofUser: async (userId) => (await read(engine, ofUser, [userId])).map(toMessage),
    async page(userId, { limit, after }) {
      const rows = after
        ? read(engine, nextPage, [userId, limit, after.created, after.id])
        : read(engine, firstPage, [userId, limit]);
      return (await rows).map(toMessage);
    },
    async waitingFor(userId, channel) {
      const [row] = await read(engine, waitingFor, [userId, channel]);
      return row?.n ?? 0;
    },
    async byId(userId, id) {
      const [row] = await read(engine, byId, [userId, id]);
      return row && toMessage(row);
    },
    async recipient(userId, id) {
      const [row] = await read(engine, byId, [userId, id]);
      return row && openRecipient(row, vault);
    },
    async since(userId, channel, from) {
      const [row] = await read(engine, since, [userId, channel, text(from)]);
      return row?.n ?? 0;
    },
    async byReference(provider, reference) {
      for (const id of [receiptId(reference), otherRadix(reference)]) {
        const [row] = id === undefined ? [] : await read(engine, byReference, [provider, id]);
        if (row) return toMessage(row);
      }
      return undefined;
    },
  };
}

const insertMessageText = `${insertText(messages)} on conflict (user_id, id) do nothing returning id`;
const insertReferenceText = `${insertText(messageReferences)} on conflict (provider, reference) do nothing`;

/** Writes of the records of messages. */
export const messageWrites: Writers<
  'insertMessage' | 'sentMessage' | 'blockMessage' | 'reportMessage' | 'verifiedMessages'
> = {
  /** `taken` when there is a record of that id: what was asked for twice is sent once. */
  *insertMessage(write, vault) {
    const written = yield { text: insertMessageText, values: valuesOf(messages, messageRow(write, vault)) };
    return written.length === 0 ? 'taken' : 'done';
  },

  /** The result of sending; the provider's reference leads its delivery report back to the message. */
  *sentMessage(write) {
    const { user_id, id, status, attempts, reason, sent_at, accepted } = sentRow(write);
    yield {
      text: `update messages set status = $3, attempts = $4, reason = $5, sent_at = $6
        where user_id = $1 and id = $2 and status = 'QUEUED'`,
      values: [user_id, id, status, attempts, reason, sent_at],
    };
    for (const reference of accepted) {
      const row = { ...reference, user_id, message_id: id };
      yield { text: insertReferenceText, values: valuesOf(messageReferences, row) };
    }
    return 'done';
  },

  /** Kept back after it was written down. */
  *blockMessage({ userId, id, reason }) {
    yield {
      text: `update messages set status = 'BLOCKED', reason = $3 where user_id = $1 and id = $2 and status = 'QUEUED'`,
      values: [userId, id, reason],
    };
    return 'done';
  },

  /** The carrier's report; one that comes late does not undo a better one. */
  *reportMessage(write) {
    yield {
      text: `update messages set status = $3, reason = $4, reported_at = $5
        where user_id = $1 and id = $2 and status in ('QUEUED', 'ACCEPTED', 'UNDELIVERED')`,
      values: [write.userId, write.id, write.status, write.reason ?? null, text(write.at)],
    };
    return 'done';
  },

  /** The code of a challenge was accepted. */
  *verifiedMessages(write) {
    yield {
      text: 'update messages set verified_at = $3 where user_id = $1 and challenge_id = $2',
      values: [write.userId, write.challengeId, text(write.at)],
    };
    return 'done';
  },
};
