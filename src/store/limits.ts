import type { BackoffRule, Limit, WindowRule } from '../domain/limit.ts';
import { type Engine, only, type Row, type Statement } from './engine.ts';
import type { LimitStore } from './store.ts';

/** Budgets: one row each, one statement to take from it. */
export function limitStore(engine: Engine): LimitStore {
  const peek: LimitStore['peek'] = async ({ key, rule }, now) => {
    const [row] = await engine.read({
      text: 'select used, until_ms, forget_ms from limits where key = $1',
      values: [key],
    });
    if (!row) return { ok: true, used: 0, next: now };
    const { used, until, forget } = toLimit(row);
    if (rule.type === 'window') {
      if (until <= now.epochMilliseconds) return { ok: true, used: 0, next: now };
      return used < rule.max ? { ok: true, used, next: now } : { ok: false, retryAt: at(until) };
    }
    if (forget <= now.epochMilliseconds) return { ok: true, used: 0, next: now };
    return until <= now.epochMilliseconds ? { ok: true, used, next: now } : { ok: false, retryAt: at(until) };
  };
  return {
    peek,
    async spend(limit, now) {
      const statement = spendStatement(limit, now.epochMilliseconds);
      const [row] = await engine.write(() => only(statement));
      if (!row) {
        const standing = await peek(limit, now);
        // The window may end between the two statements: then waiting is over at once.
        return { ok: false, retryAt: standing.ok ? now : standing.retryAt };
      }
      const { used, until } = toLimit(row);
      const exhausted = limit.rule.type === 'backoff' || used >= limit.rule.max;
      return { ok: true, used, next: exhausted ? at(Math.max(until, now.epochMilliseconds)) : now };
    },
  };
}

function spendStatement({ key, rule }: Limit, nowMs: number): Statement {
  return rule.type === 'window'
    ? { text: windowText, values: [key, nowMs, milliseconds(rule.per), rule.max] }
    : { text: backoffText, values: [key, nowMs, ...backoffValues(rule)] };
}

const now = 'cast($2 as bigint)';
const windowEnd = `${now} + cast($3 as bigint)`;
const windowText = `insert into limits (key, used, until_ms, forget_ms) values ($1, 1, ${windowEnd}, ${windowEnd})
  on conflict (key) do update set
    used = case when limits.until_ms <= ${now} then 1 else limits.used + 1 end,
    until_ms = case when limits.until_ms <= ${now} then ${windowEnd} else limits.until_ms end,
    forget_ms = case when limits.until_ms <= ${now} then ${windowEnd} else limits.forget_ms end
  where limits.until_ms <= ${now} or limits.used < cast($4 as integer)
  returning used, until_ms, forget_ms`;

// $3 forget, $4 free guesses, $5 first wait, $6 cap, $7 doublings until the cap
const count = `case when limits.forget_ms <= ${now} then 1 else limits.used + 1 end`;
const beyond = `((${count}) - cast($4 as integer))`;
const backoffText = `insert into limits (key, used, until_ms, forget_ms)
  values ($1, 1, ${now}, ${now} + cast($3 as bigint))
  on conflict (key) do update set
    used = ${count},
    until_ms = ${now} + case
      when ${beyond} < 0 then 0
      when ${beyond} >= cast($7 as integer) then cast($6 as bigint)
      else cast($5 as bigint) * (1 << ${beyond}) end,
    forget_ms = ${now} + cast($3 as bigint)
  where limits.until_ms <= ${now}
  returning used, until_ms, forget_ms`;

function backoffValues({ free, first, cap, forget }: BackoffRule): readonly number[] {
  const [firstMs, capMs] = [milliseconds(first), milliseconds(cap)];
  return [milliseconds(forget), free, firstMs, capMs, Math.ceil(Math.log2(capMs / firstMs))];
}

const milliseconds = (duration: WindowRule['per']): number => duration.total('milliseconds');
const at = Temporal.Instant.fromEpochMilliseconds;

const toLimit = (row: Row) => ({
  used: row.used as number,
  until: row.until_ms as number,
  forget: row.forget_ms as number,
});
