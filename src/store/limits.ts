import type { BackoffRule, Limit, WindowRule } from '../domain/limit.ts';
import type { Applied, Write } from './change.ts';
import type { Engine, Row, Statement, Steps } from './engine.ts';
import { backoffSql, type RuleSql, untouched, windowSql } from './limitRules.ts';
import { spendTogether } from './spendTogether.ts';
import type { LimitStore, Standing } from './store.ts';

/** Budgets: one row each, one statement to take from it. */
export function limitStore(engine: Engine): LimitStore {
  const peek: LimitStore['peek'] = async (limit, now) => {
    const text = 'select used, until_ms, forget_ms from limits where key = $1';
    const [row] = await engine.read({ text, values: [limit.key] });
    return standing(limit, row && toLimit(row), now);
  };
  return {
    peek,
    async spend(limits, now) {
      const nowMs = now.epochMilliseconds;
      const taken = await engine.write(
        () => spendSteps(limits, nowMs),
        (standings) => Array.isArray(standings),
      );
      if ('refused' in taken)
        return { ok: false, limit: taken.refused, retryAt: (await peek(taken.refused, now)).next };
      return { ok: true, standings: taken.map(({ limit, row }) => standing(limit, row, now)) };
    },
    async isRemembered(key, now) {
      const text = 'select key from limits where key = $1 and until_ms > cast($2 as bigint)';
      return (await engine.read({ text, values: [key, now.epochMilliseconds] })).length > 0;
    },
  };
}

/** Remembers a key until an instant: a row that no budget has. */
export function* remember({ key, until }: Extract<Write, { do: 'remember' }>): Steps<Applied> {
  yield {
    text: `insert into limits (key, used, until_ms, forget_ms) values ($1, 0, $2, $2)
      on conflict (key) do update set until_ms = excluded.until_ms, forget_ms = excluded.forget_ms`,
    values: [key, until.epochMilliseconds],
  };
  return 'done';
}

type Taken = { readonly limit: Limit; readonly row: LimitRow }[];

/** Keys in one order everywhere, so that two callers never wait for each other in a circle. */
function* spendSteps(limits: readonly Limit[], nowMs: number): Steps<Taken | { readonly refused: Limit }> {
  const taken: Taken = [];
  for (const limit of limits.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const [row] = yield spendStatement(limit, nowMs);
    if (!row) return { refused: limit };
    taken.push({ limit, row: toLimit(row) });
  }
  return taken;
}

function standing(limit: Limit, row: LimitRow | undefined, now: Temporal.Instant): Standing {
  const { rule } = limit;
  const nowMs = now.epochMilliseconds;
  const over = rule.type === 'window' ? (row?.until ?? 0) <= nowMs : (row?.forget ?? 0) <= nowMs;
  if (!row || over) return { limit, used: 0, next: now };
  const waits = rule.type === 'backoff' ? row.until > nowMs : row.used >= rule.max;
  return { limit, used: row.used, next: waits ? at(row.until) : now };
}

function spendStatement({ key, rule }: Limit, nowMs: number): Statement {
  return rule.type === 'window'
    ? { text: windowText, values: [key, nowMs, milliseconds(rule.per), rule.max] }
    : { text: backoffText, values: [key, nowMs, ...backoffValues(rule)] };
}

const old = { used: 'limits.used', until: 'limits.until_ms', forget: 'limits.forget_ms' };
const big = (n: number) => `cast($${n} as bigint)`;
const int = (n: number) => `cast($${n} as integer)`;
const windowNames = { now: big(2), per: big(3), max: int(4) };
const backoffNames = { now: big(2), forget: big(3), free: int(4), first: big(5), cap: big(6), doublings: int(7) };
const windowText = upsert(windowSql(untouched, windowNames), windowSql(old, windowNames));
const backoffText = upsert(backoffSql(untouched, backoffNames), backoffSql(old, backoffNames));

function upsert(first: RuleSql, next: RuleSql): string {
  return `insert into limits (key, used, until_ms, forget_ms) values ($1, ${first.used}, ${first.until}, ${first.forget})
    on conflict (key) do update set used = ${next.used}, until_ms = ${next.until}, forget_ms = ${next.forget}
    where ${next.allowed}
    returning used, until_ms, forget_ms`;
}

function backoffValues({ free, first, cap, forget }: BackoffRule): readonly number[] {
  const [firstMs, capMs] = [milliseconds(first), milliseconds(cap)];
  return [milliseconds(forget), free, firstMs, capMs, Math.ceil(Math.log2(capMs / firstMs))];
}

const milliseconds = (duration: WindowRule['per']): number => duration.total('milliseconds');
const at = Temporal.Instant.fromEpochMilliseconds;

interface LimitRow {
  readonly used: number;
  readonly until: number;
  readonly forget: number;
}

const toLimit = (row: Row): LimitRow => ({
  used: row.used as number,
  until: row.until_ms as number,
  forget: row.forget_ms as number,
});
