import type { Write } from '../change.ts';
import { logColumns, logRow } from '../log/log.ts';
import { messageColumns, messageRow, sentRow } from '../messages/messages.ts';
import { text } from '../shared/columns.ts';

/** How the same write of many changes becomes part of one statement. */
interface HotPart<W> {
  /** What it touches that others may touch too: two that share one of these never travel at the same time. */
  keys(write: W): readonly string[];
  rows(write: W): readonly object[];
  /** Common table expressions; `given` has its rows as JSON, each with the number `n` of its change. */
  sql(given: string): string;
}

type Of<K extends Write['do']> = Extract<Write, { readonly do: K }>;
type Parts = { readonly [K in HotWrite['do']]: HotPart<Of<K>> };

/** What a change may write besides a factor's state and still travel with others. */
export type HotWrite = Of<'log' | 'forgive' | 'remember' | 'insertMessage' | 'sentMessage' | 'verifiedMessages'>;

/** Of two changes of a user's messages the second waits: a row is not written twice by one statement. */
const messagesOf = ({ userId }: { readonly userId: string }) => [`messages ${userId}`];

/** The rows of changes that are done, under the name `r`. */
const rows = (given: string, columns: readonly string[], types = columns.map(() => 'text')): string =>
  `(select * from json_to_recordset(cast(${given} as json))
    as r (n integer, ${columns.map((column, at) => `${column} ${types[at]}`)}) where n in (select n from done)) r`;

/** Every such write. */
export const hotWrites: Parts = {
  log: {
    keys: () => [],
    rows: ({ entry }) => [logRow(entry)],
    sql: (given) => `logged as (insert into log (${logColumns}) select ${logColumns} from ${rows(given, logColumns)})`,
  },
  forgive: {
    keys: ({ keys }) => keys,
    rows: ({ keys }) => keys.map((key) => ({ key })),
    // Locked in one order everywhere.
    sql: (given) => `forgiven as (delete from limits where key in (select key from limits
      where key in (select key from ${rows(given, ['key'])}) order by key for update))`,
  },
  remember: {
    keys: ({ key }) => [key],
    rows: ({ key, until }) => [{ key, until: until.epochMilliseconds }],
    sql: (given) => `remembered as (insert into limits (key, used, until_ms, forget_ms)
      select key, 0, until, until from ${rows(given, ['key', 'until'], ['text', 'bigint'])} order by key
      on conflict (key) do update set until_ms = excluded.until_ms, forget_ms = excluded.forget_ms)`,
  },
  insertMessage: {
    keys: ({ message }) => messagesOf(message),
    rows: ({ message }) => [messageRow(message)],
    // One that is there fails the statement; then the change is made by itself, and told that it is taken.
    sql: (given) => `queued as (insert into messages (${messageColumns})
      select ${messageColumns} from ${rows(given, messageColumns)})`,
  },
  sentMessage: {
    keys: messagesOf,
    rows: (write) => [sentRow(write)],
    sql: (given) => {
      const columns = ['user_id', 'id', 'status', 'attempts', 'reason', 'sent_at', 'accepted'];
      const sent = rows(given, columns, [...Array<string>(6).fill('text'), 'json']);
      return `sent as (update messages m set status = r.status, attempts = r.attempts, reason = r.reason,
          sent_at = r.sent_at from ${sent} where m.user_id = r.user_id and m.id = r.id and m.status = 'QUEUED'),
        referenced as (insert into message_references (provider, reference, user_id, message_id)
          select a.provider, a.reference, r.user_id, r.id from ${sent},
            json_to_recordset(r.accepted) as a (provider text, reference text)
          order by provider, reference on conflict (provider, reference) do nothing)`;
    },
  },
  verifiedMessages: {
    keys: messagesOf,
    rows: ({ userId, challengeId, at }) => [{ user_id: userId, challenge_id: challengeId, at: text(at) }],
    sql: (given) => `verified as (update messages m set verified_at = r.at
      from ${rows(given, ['user_id', 'challenge_id', 'at'])}
      where m.user_id = r.user_id and m.challenge_id = r.challenge_id)`,
  },
};

/** Whether there is such a part. */
export const isHot = (write: Write): write is HotWrite => Object.hasOwn(hotWrites, write.do);

/** The part of one kind of write, whatever its type is. */
export const partOf = (name: HotWrite['do']): HotPart<HotWrite> => hotWrites[name] as HotPart<HotWrite>;
