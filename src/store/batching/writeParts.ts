import type { Vault } from '../../crypto/vault.ts';
import { backoffRefundSql } from '../budgets/limitRules.ts';
import { backoffNumbers, takenMs } from '../budgets/spend.ts';
import { storedKey, storedKeys, storedLimits } from '../budgets/storedKeys.ts';
import { logRow, writtenLog } from '../log/log.ts';
import { messageRow, sentRow } from '../messages/messageRows.ts';
import { knownRequesters, limits } from '../schema/budgets.ts';
import { messageReferences, messages } from '../schema/messages.ts';
import { text } from '../shared/columns.ts';
import type { WriteOf } from '../writers.ts';

/** One kind of write of many changes as a part of one statement. */
interface WritePart<W> {
  /** Names of what it touches that others may touch too: two that share one are never in flight at the same time. */
  keys(write: W): readonly string[];
  rows(write: W, vault: Vault): readonly object[];
  /** Common table expressions; `given` has its rows as JSON, each with the number `n` of its change. */
  sql(given: string): string;
}

type WriteParts = { readonly [K in BatchableWrite['do']]: WritePart<WriteOf<K>> };

/** The writes that a change may have besides a factor's state and still be batched. */
export type BatchableWrite = WriteOf<
  'log' | 'forgive' | 'refund' | 'remember' | 'knowRequesters' | 'insertMessage' | 'sentMessage' | 'verifiedMessages'
>;

/** The key that makes the second of two changes of a user's messages wait: one statement cannot write a row twice. */
const messagesOf = ({ userId }: { readonly userId: string }) => [`messages ${userId}`];

type ColumnTypes = Readonly<Record<string, { readonly type: string }>>;

/** The rows of changes that are done, under the name `r`. */
const rows = (given: string, columns: ColumnTypes): string =>
  `(select * from json_to_recordset(cast(${given} as json)) as r (n integer, ${Object.entries(columns).map(
    ([name, { type }]) => `${name} ${type}`,
  )}) where n in (select n from done)) r`;

const { user_id, id, status, attempts, reason, sent_at, challenge_id, verified_at } = messages.columns;
const sentColumns = { user_id, id, status, attempts, reason, sent_at, accepted: { type: 'json' } };

const refunded = backoffRefundSql(
  { used: 'l.used', until: 'l.until_ms' },
  { free: 'r.free', first: 'r.first', cap: 'r.cap', doublings: 'r.doublings' },
);

/** The PostgreSQL of every write that can be batched. */
const writeParts: WriteParts = {
  log: {
    keys: () => [],
    rows: ({ entry }) => [logRow(entry)],
    sql: (given) =>
      `logged as (insert into log (${writtenLog.names}) select ${writtenLog.names} from ${rows(given, writtenLog.columns)})`,
  },
  forgive: {
    keys: ({ keys }) => keys,
    rows: ({ keys }, vault) => keys.flatMap((key) => storedKeys(key, vault)).map((key) => ({ key })),
    // Locked in one order everywhere.
    sql: (given) => `forgiven as (delete from limits where key in (select key from limits
      where key in (select key from ${rows(given, { key: limits.columns.key })}) order by key for update))`,
  },
  refund: {
    keys: ({ limits: given }) => given.map(({ key }) => key),
    rows: ({ limits: given }, vault) =>
      storedLimits(given, vault).map((limit) => ({
        key: limit.key,
        type: limit.rule.type,
        back: limit.rule.type === 'balance' ? takenMs(limit.rule, limit) : 0,
        ...(limit.rule.type === 'backoff' && backoffNumbers(limit.rule)),
      })),
    sql: (given) => {
      const [bigint, integer] = [{ type: 'bigint' }, { type: 'integer' }];
      const numbers = { back: bigint, free: integer, first: bigint, cap: bigint, doublings: integer };
      const columns = { key: limits.columns.key, type: { type: 'text' }, ...numbers };
      const locked = `(select l.key, r.type, r.back, r.free, r.first, r.cap, r.doublings
        from limits l join ${rows(given, columns)} on r.key = l.key order by l.key for update of l) r`;
      return `refunded as (update limits l
        set used = case when r.type <> 'balance' and l.used > 0 then l.used - 1 else l.used end,
          until_ms = case when r.type = 'backoff' and l.used > 0 then ${refunded.until} else l.until_ms - r.back end
        from ${locked} where l.key = r.key)`;
    },
  },
  remember: {
    keys: ({ key }) => [key],
    rows: ({ key, until, note = 0 }, vault) => {
      const stored = storedKey(key, vault);
      const until_ms = until.epochMilliseconds;
      return [{ key: stored.key, used: note, until_ms, forget_ms: until_ms, sealed_key: stored.sealedKey }];
    },
    sql: (given) => `remembered as (insert into limits (${limits.names})
      select ${limits.names} from ${rows(given, limits.columns)}
      order by key
      on conflict (key) do update set used = excluded.used, until_ms = excluded.until_ms,
        forget_ms = excluded.forget_ms)`,
  },
  knowRequesters: {
    keys: ({ userId }) => [`requesters ${userId}`],
    rows: ({ userId, names, until }) =>
      names.map((name) => ({ user_id: userId, name, until_ms: until.epochMilliseconds })),
    // Of a user who is gone the statement fails; then the change is made by itself, and told that it is stale.
    sql: (given) => `known as (insert into known_requesters (${knownRequesters.names})
      select ${knownRequesters.names} from ${rows(given, knownRequesters.columns)} order by user_id, name
      on conflict (user_id, name) do update set until_ms = excluded.until_ms)`,
  },
  insertMessage: {
    keys: ({ message }) => messagesOf(message),
    rows: (write, vault) => [messageRow(write, vault)],
    // One that is there fails the statement; then the change is made by itself, and told that it is taken.
    sql: (given) => `queued as (insert into messages (${messages.names})
      select ${messages.names} from ${rows(given, messages.columns)})`,
  },
  sentMessage: {
    keys: messagesOf,
    rows: (write) => [sentRow(write)],
    sql: (given) => {
      const sent = rows(given, sentColumns);
      const { provider, reference } = messageReferences.columns;
      return `sent as (update messages m set status = r.status, attempts = r.attempts, reason = r.reason,
          sent_at = r.sent_at from ${sent} where m.user_id = r.user_id and m.id = r.id and m.status = 'QUEUED'),
        referenced as (insert into message_references (provider, reference, user_id, message_id)
          select a.provider, a.reference, r.user_id, r.id from ${sent},
            json_to_recordset(r.accepted) as a (provider ${provider.type}, reference ${reference.type})
          order by provider, reference on conflict (provider, reference) do nothing)`;
    },
  },
  verifiedMessages: {
    keys: messagesOf,
    rows: ({ userId, challengeId, at }) => [{ user_id: userId, challenge_id: challengeId, verified_at: text(at) }],
    sql: (given) => `verified as (update messages m set verified_at = r.verified_at
      from ${rows(given, { user_id, challenge_id, verified_at })}
      where m.user_id = r.user_id and m.challenge_id = r.challenge_id)`,
  },
};

export const batchableNames = Object.keys(writeParts) as readonly BatchableWrite['do'][];

/** Whether a write can be batched. */
export const isBatchable = (write: { readonly do: string }): write is BatchableWrite =>
  Object.hasOwn(writeParts, write.do);

/** The part of one kind of write, for any write of that kind. */
export const partOf = (name: BatchableWrite['do']): WritePart<BatchableWrite> =>
  writeParts[name] as WritePart<BatchableWrite>;
