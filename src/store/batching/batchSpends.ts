import type { Limit } from '../../domain/budgets/budgets.ts';
import { backoffSql, balanceSql, windowSql } from '../budgets/limitRules.ts';
import {
  backoffNumbers,
  eachMs,
  inOrder,
  type LimitRow,
  type Spending,
  type Take,
  type Taking,
  takenMs,
  windowMs,
} from '../budgets/spend.ts';
import type { StoredLimit } from '../budgets/storedKeys.ts';
import type { Engine } from '../engine.ts';
import { limits as limitTable } from '../schema/budgets.ts';
import { columns, combined, computed, type RowIn, rowsOf } from '../shared/query.ts';
import { batched } from './batch.ts';

/** A budget after the statement: what it has become, or would have become. */
const judgedColumns = combined(
  columns(limitTable, ['key', 'used', 'until_ms', 'forget_ms']),
  computed<{ readonly allowed: boolean }>('allowed', 'allowed'),
);
type JudgedRow = RowIn<typeof judgedColumns>;

/** Takes from the budgets of every caller of one turn with one statement; `alone` is for when that failed. */
export function batchSpends(whole: NonNullable<Engine['whole']>, alone: Take): Take {
  return batched<Spending, Taking>({
    keys: ({ limits }) => limits.map(({ key }) => key),
    async run(spendings) {
      const wanted = spendings.flatMap(({ limits, nowMs }, n) =>
        limits.map((limit) => ({ n, ...toJson(limit, nowMs), sealed_key: limit.sealedKey })),
      );
      const rows = rowsOf(judgedColumns, await whole({ text: spendText, values: [JSON.stringify(wanted)] }, 'later'));
      const byKey = new Map(rows.map((row) => [row.key, row]));
      return spendings.map(({ limits }) => takingOf(inOrder(limits), byKey));
    },
    alone,
  });
}

function takingOf(limits: readonly StoredLimit[], rows: ReadonlyMap<string, JudgedRow>): Taking {
  const taken: { limit: Limit; row: LimitRow }[] = [];
  for (const { key, limit } of limits) {
    const row = rows.get(key);
    if (!row?.allowed) return { refused: limit };
    taken.push({ limit, row });
  }
  return taken;
}

function toJson(limit: Limit, now: number): object {
  const { key, rule } = limit;
  if (rule.type === 'window') return { key, now, type: rule.type, per: windowMs(rule), max: rule.max };
  if (rule.type === 'balance') {
    return { key, now, type: rule.type, each: eachMs(rule), taken: takenMs(rule, limit), max: rule.max };
  }
  return { key, now, type: rule.type, ...backoffNumbers(rule) };
}

const old = { used: 'coalesce(h.used, 0)', until: 'coalesce(h.until_ms, 0)', forget: 'coalesce(h.forget_ms, 0)' };
const window = windowSql(old, { now: 'i.now', per: 'i.per', max: 'i.max' });
const backoff = backoffSql(old, {
  now: 'i.now',
  forget: 'i.forget',
  free: 'i.free',
  first: 'i.first',
  cap: 'i.cap',
  doublings: 'i.doublings',
});
const balance = balanceSql(old, { now: 'i.now', each: 'i.each', taken: 'i.taken', max: 'i.max' });
const either = (part: 'allowed' | 'used' | 'until' | 'forget') =>
  `case i.type when 'window' then ${window[part]} when 'balance' then ${balance[part]} else ${backoff[part]} end`;

/**
 * Rows that exist are locked in the order of their keys before they are judged; one that another process makes in
 * between is not overwritten but fails the statement (division by zero), and every caller spends alone.
 */
const spendText = `with i as materialized (
    select * from json_to_recordset(cast($1 as json)) as i (n integer, key text, now bigint, type text, per bigint,
      max integer, sealed_key text, forget bigint, free integer, first bigint, cap bigint, doublings integer,
      each bigint, taken bigint)),
  held as materialized (
    select * from limits where key in (select key from i) order by key for update),
  judged as materialized (
    select i.n, i.key, i.sealed_key, h.key is not null as known, ${either('allowed')} as allowed, ${either('used')} as used,
      ${either('until')} as until_ms, ${either('forget')} as forget_ms
    from i left join held h on h.key = i.key),
  granted as materialized (
    select * from judged where n not in (select n from judged where not allowed)),
  updated as (
    update limits l set used = g.used, until_ms = g.until_ms, forget_ms = g.forget_ms
    from granted g where g.known and l.key = g.key returning l.key),
  inserted as (
    insert into limits (key, used, until_ms, forget_ms, sealed_key)
    select key, used, until_ms, forget_ms, sealed_key from granted where not known order by key
    on conflict (key) do nothing returning key)
  select ${judgedColumns.sql}, 1 / cast((select count(*) from granted) =
    (select count(*) from updated) + (select count(*) from inserted) as integer) as complete
  from judged`;
