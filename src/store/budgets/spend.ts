import type { BackoffRule, BalanceRule, Limit, WindowRule } from '../../domain/budgets/budgets.ts';
import type { Engine, Statement, Steps } from '../engine.ts';
import { limits as limitTable } from '../schema/budgets.ts';
import { columns, type RowIn, rowsOf } from '../shared/query.ts';
import { backoffSql, balanceSql, type RuleSql, untouched, windowSql } from './limitRules.ts';
import type { StoredLimit } from './storedKeys.ts';

/** The three numbers of a budget; what they mean depends on its rule. */
export const limitColumns = columns(limitTable, ['used', 'until_ms', 'forget_ms']);
export type LimitRow = RowIn<typeof limitColumns>;

/** One caller's budgets, to be taken from all or none. */
export interface Spending {
  readonly limits: readonly StoredLimit[];
  readonly nowMs: number;
}

/** The outcome of taking from several budgets: all their rows, or the first that is used up. */
export type Taking = readonly { readonly limit: Limit; readonly row: LimitRow }[] | { readonly refused: Limit };

/** Takes from budgets. */
export type Take = (spending: Spending) => Promise<Taking>;

/** Takes in a transaction of its own. It need not last: the answer's own write makes what was spent before it last too. */
export const takeAlone =
  (engine: Engine): Take =>
  (spending) =>
    engine.write(
      () => spendSteps(spending),
      (taken) => !('refused' in taken),
      'later',
    );

/** Keys in one order everywhere, so that two callers never wait for each other in a circle. */
export const inOrder = <L extends Pick<Limit, 'key'>>(limits: readonly L[]): readonly L[] =>
  limits.toSorted((a, b) => (a.key < b.key ? -1 : 1));

/** Takes one from each budget, or ends at the first that is used up; then the transaction must be undone. */
function* spendSteps({ limits, nowMs }: Spending): Steps<Taking> {
  const taken: { limit: Limit; row: LimitRow }[] = [];
  for (const stored of inOrder(limits)) {
    const { limit } = stored;
    const [row] = rowsOf(limitColumns, yield spendStatement(stored, nowMs));
    if (!row) return { refused: limit };
    taken.push({ limit, row });
  }
  return taken;
}

/** The length of a window in milliseconds. */
export const windowMs = ({ per }: WindowRule): number => per.total('milliseconds');

/** Milliseconds until one of a balance has come back. */
export const eachMs = ({ max, per }: BalanceRule): number => Math.ceil(per.total('milliseconds') / max);

type BackoffNumbers = ReturnType<typeof numbersOf>;
const backoffs = new WeakMap<BackoffRule, BackoffNumbers>();

/** The numbers of a back-off rule, times in milliseconds. */
export function backoffNumbers(rule: BackoffRule): BackoffNumbers {
  let numbers = backoffs.get(rule);
  if (!numbers) {
    numbers = numbersOf(rule);
    backoffs.set(rule, numbers);
  }
  return numbers;
}

/** The wait in milliseconds that a back-off rule sets when so many have been taken. */
export function waitMs(rule: BackoffRule, used: number): number {
  const { free, first, cap, doublings } = backoffNumbers(rule);
  const beyond = used - free;
  if (beyond < 0) return 0;
  return beyond >= doublings ? cap : first * 2 ** beyond;
}

function numbersOf({ free, first, cap, forget }: BackoffRule) {
  const [firstMs, capMs] = [first.total('milliseconds'), cap.total('milliseconds')];
  const doublings = Math.ceil(Math.log2(capMs / firstMs));
  return { forget: forget.total('milliseconds'), free, first: firstMs, cap: capMs, doublings };
}

/** Milliseconds until all that one spending takes from a balance has come back. */
export const takenMs = (rule: BalanceRule, { cost = 1 }: Pick<Limit, 'cost'>): number => eachMs(rule) * cost;

function spendStatement(limit: StoredLimit, nowMs: number): Statement {
  const { key, sealedKey, rule } = limit;
  if (rule.type === 'window') return { text: windowText, values: [key, nowMs, sealedKey, windowMs(rule), rule.max] };
  if (rule.type === 'balance') {
    return { text: balanceText, values: [key, nowMs, sealedKey, eachMs(rule), rule.max, takenMs(rule, limit)] };
  }
  const { forget, free, first, cap, doublings } = backoffNumbers(rule);
  return { text: backoffText, values: [key, nowMs, sealedKey, forget, free, first, cap, doublings] };
}

const old = { used: 'limits.used', until: 'limits.until_ms', forget: 'limits.forget_ms' };
const big = (n: number) => `cast($${n} as bigint)`;
const int = (n: number) => `cast($${n} as integer)`;
const windowNames = { now: big(2), per: big(4), max: int(5) };
const backoffNames = { now: big(2), forget: big(4), free: int(5), first: big(6), cap: big(7), doublings: int(8) };
const balanceNames = { now: big(2), each: big(4), max: int(5), taken: big(6) };
const windowText = upsert(windowSql(untouched, windowNames), windowSql(old, windowNames));
const backoffText = upsert(backoffSql(untouched, backoffNames), backoffSql(old, backoffNames));
const balanceText = upsert(balanceSql(untouched, balanceNames), balanceSql(old, balanceNames));

function upsert(first: RuleSql, next: RuleSql): string {
  // A first spending may be refused too: it can cost more than there ever is.
  return `insert into limits (key, sealed_key, used, until_ms, forget_ms)
    select cast($1 as text), cast($3 as text), ${first.used}, ${first.until}, ${first.forget} where ${first.allowed}
    on conflict (key) do update set used = ${next.used}, until_ms = ${next.until}, forget_ms = ${next.forget}
    where ${next.allowed}
    returning ${limitColumns.sql}`;
}
