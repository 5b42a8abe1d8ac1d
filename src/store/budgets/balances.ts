import { type BalanceRule, TRUST } from '../../domain/budgets/budgets.ts';
import type { Writers } from '../writers.ts';
import { backoffRefundSql, SKEW_MS, trustSql, trustUntilSql } from './limitRules.ts';
import { backoffNumbers, eachMs, inOrder, type LimitRow, takenMs } from './spend.ts';
import { storedLimits } from './storedKeys.ts';

/** The state of a balance: how many have not come back, and when the next may be taken (milliseconds since 1970). */
export function balanceStanding(
  rule: BalanceRule,
  nowMs: number,
  row: LimitRow = { used: 0, until_ms: 0, forget_ms: 0 },
  cost = 1,
): { readonly used: number; readonly nextMs: number } {
  const { used, until_ms: noted, forget_ms: forget } = row;
  const each = eachMs(rule);
  const halvings = forget > nowMs ? 0 : 1 + Math.floor((nowMs - forget) / TRUST.period.total('milliseconds'));
  const room = rule.max + Math.floor(Math.floor(used / 2 ** halvings) / TRUST.proofs);
  const until = noted > nowMs + room * each + SKEW_MS ? nowMs + (room - 1) * each : noted;
  return {
    used: Math.max(0, Math.ceil((until - nowMs) / each)),
    nextMs: Math.min(Math.max(nowMs, until - (room - cost) * each), nowMs + cost * each),
  };
}

const row = { used: 'used', forget: 'forget_ms' };
const now = 'cast($2 as bigint)';
const creditText = `update limits set
    until_ms = until_ms - cast($3 as bigint),
    used = ${trustSql(row, now)} + 1,
    forget_ms = ${trustUntilSql(row, now)}
  where key = $1`;

const less = backoffRefundSql(
  { used: 'used', until: 'until_ms' },
  {
    free: 'cast($2 as integer)',
    first: 'cast($3 as bigint)',
    cap: 'cast($4 as bigint)',
    doublings: 'cast($5 as integer)',
  },
);
const backoffRefundText = `update limits set used = ${less.used}, until_ms = ${less.until} where key = $1 and used > 0`;

/** Writes that give something back to budgets. */
export const balanceWrites: Writers<'credit' | 'refund'> = {
  /** Balances get so many back, and one more proof; other budgets know no credit. */
  *credit({ limits, by, at }, vault) {
    for (const { key, rule } of inOrder(storedLimits(limits, vault))) {
      if (rule.type !== 'balance') continue;
      yield { text: creditText, values: [key, at.epochMilliseconds, by * eachMs(rule)] };
    }
    return 'done';
  },

  /** Budgets get back what one spending took. */
  *refund({ limits }, vault) {
    for (const limit of inOrder(storedLimits(limits, vault))) {
      const { key, rule } = limit;
      switch (rule.type) {
        case 'backoff': {
          const { free, first, cap, doublings } = backoffNumbers(rule);
          yield { text: backoffRefundText, values: [key, free, first, cap, doublings] };
          break;
        }
        case 'window':
          yield { text: 'update limits set used = used - 1 where key = $1 and used > 0', values: [key] };
          break;
        case 'balance':
          yield {
            text: 'update limits set until_ms = until_ms - cast($2 as bigint) where key = $1',
            values: [key, takenMs(rule, limit)],
          };
      }
    }
    return 'done';
  },
};
