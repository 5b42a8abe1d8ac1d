import type { Channel, Message } from '../../domain/messages/message.ts';
import type { Attempt, MessageRecord, MessageStatus } from '../../domain/messages/messageRecord.ts';
import type { Write } from '../change.ts';
import type { Engine, Row } from '../engine.ts';
import { instant, optional, optionalInstant, optionalText, text } from '../shared/columns.ts';
import type { MessageReads } from '../store.ts';
import type { Writers } from '../writers.ts';

/** The columns of a message. */
export const messageColumns = [
  'user_id',
  'id',
  'factor_id',
  'channel',
  'purpose',
  'recipient',
  'country',
  'template_id',
  'language',
  'challenge_id',
  'status',
  'attempts',
  'reason',
  'created_at',
  'expires_at',
  'sent_at',
  'reported_at',
  'verified_at',
  'request_id',
] as const;
const columns = messageColumns.join(', ');
const parameters = messageColumns.map((_, index) => `$${index + 1}`).join(', ');

export function messageReads(engine: Engine): MessageReads {
  return {
    async ofUser(userId) {
      const statement = {
        text: `select ${columns} from messages where user_id = $1 order by created_at, id`,
        values: [userId],
      };
      return (await engine.read(statement)).map(toMessage);
    },
    async page(userId, { limit, after }) {
      const from = after ? 'and (created_at, id) < ($3, $4)' : '';
      const statement = {
        text: `select ${columns} from messages where user_id = $1 ${from} order by created_at desc, id desc limit $2`,
        values: [userId, limit, ...(after ? [after.created, after.id] : [])],
      };
      return (await engine.read(statement)).map(toMessage);
    },
    async waitingFor(userId, channel) {
      const [row] = await engine.read({
        text: `select count(*) as n from messages where user_id = $1 and channel = $2 and created_at > coalesce(
          (select max(created_at) from messages where user_id = $1 and channel = $2 and verified_at is not null), '')`,
        values: [userId, channel],
      });
      return Number(row?.n);
    },
    async byId(userId, id) {
      const [row] = await engine.read({
        text: `select ${columns} from messages where user_id = $1 and id = $2`,
        values: [userId, id],
      });
      return row && toMessage(row);
    },
    async since(userId, channel, from) {
      const [row] = await engine.read({
        text: 'select count(*) as n from messages where user_id = $1 and channel = $2 and created_at >= $3',
        values: [userId, channel, text(from)],
      });
      return Number(row?.n);
    },
    async byReference(provider, reference) {
      const [row] = await engine.read({
        text: `select ${columns} from messages m where exists (select 1 from message_references r
          where r.provider = $1 and r.reference = $2 and r.user_id = m.user_id and r.message_id = m.id)`,
        values: [provider, reference],
      });
      return row && toMessage(row);
    },
  };
}

export const messageWrites: Writers<
  'insertMessage' | 'sentMessage' | 'blockMessage' | 'reportMessage' | 'verifiedMessages'
> = {
  /** `taken` when there is a record of that id: what was asked for twice is sent once. */
  *insertMessage({ message }) {
    const row = messageRow(message);
    const written = yield {
      text: `insert into messages (${columns}) values (${parameters})
        on conflict (user_id, id) do nothing returning id`,
      values: messageColumns.map((column) => row[column]),
    };
    return written.length === 0 ? 'taken' : 'done';
  },

  /** What sending it came to; the provider's reference leads its delivery receipt back here. */
  *sentMessage(write) {
    const { user_id, id, status, attempts, reason, sent_at, accepted } = sentRow(write);
    yield {
      text: `update messages set status = $3, attempts = $4, reason = $5, sent_at = $6
        where user_id = $1 and id = $2 and status = 'QUEUED'`,
      values: [user_id, id, status, attempts, reason, sent_at],
    };
    for (const { provider, reference } of accepted) {
      yield {
        text: `insert into message_references (provider, reference, user_id, message_id) values ($1, $2, $3, $4)
          on conflict (provider, reference) do nothing`,
        values: [provider, reference, user_id, id],
      };
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

  /** What the carrier reported; a report that comes late does not undo a better one. */
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

/** A message as its row. */
export function messageRow(message: MessageRecord): Readonly<Record<(typeof messageColumns)[number], string | null>> {
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
  };
}

/** The same as values: what changes of the message, and the references that lead to it from now on. */
export function sentRow({ userId, id, receipt, at }: Extract<Write, { do: 'sentMessage' }>) {
  const accepted = receipt.attempts.flatMap(({ provider, reference, result }) =>
    result === 'ACCEPTED' && reference !== undefined ? [{ provider, reference }] : [],
  );
  return {
    user_id: userId,
    id,
    status: receipt.accepted ? 'ACCEPTED' : 'FAILED',
    attempts: JSON.stringify(receipt.attempts),
    reason: receipt.accepted ? null : receipt.reason,
    sent_at: receipt.accepted ? text(at) : null,
    accepted,
  };
}

function toMessage(row: Row): MessageRecord {
  return {
    id: row.id as string,
    userId: row.user_id as string,
    factorId: row.factor_id as string,
    channel: row.channel as Channel,
    purpose: row.purpose as Message['purpose'],
    recipient: row.recipient as string,
    status: row.status as MessageStatus,
    attempts: JSON.parse(row.attempts as string) as readonly Attempt[],
    created: instant(row.created_at),
    expires: instant(row.expires_at),
    requestId: row.request_id as string,
    ...optional('country', row.country as string | null),
    ...optional('templateId', row.template_id as string | null),
    ...optional('language', row.language as string | null),
    ...optional('challengeId', row.challenge_id as string | null),
    ...optional('reason', row.reason as string | null),
    ...optional('sent', optionalInstant(row.sent_at)),
    ...optional('reported', optionalInstant(row.reported_at)),
    ...optional('verified', optionalInstant(row.verified_at)),
  };
}
