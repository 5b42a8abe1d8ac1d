import { TRUST } from '../../domain/budgets/budgets.ts';
import { CLOCK_SKEW } from '../../domain/values/lifetime.ts';

/** The three numbers of a budget's row, as SQL expressions. */
interface RowSql {
  readonly used: string;
  readonly until: string;
  readonly forget: string;
}

/** The row of a budget after one is taken, and whether that is allowed, as SQL expressions. */
export interface RuleSql extends RowSql {
  readonly allowed: string;
}

/** The row of a budget nobody has taken from yet. */
export const untouched: RowSql = { used: '0', until: '0', forget: '0' };

/**
 * The difference in milliseconds that the clocks of processes on one database may have. A row that waits longer than its
 * rule by more was written by a clock that has been put back since: it would wait until the clock is there again.
 */
export const SKEW_MS = CLOCK_SKEW.total('milliseconds');

type Named<K extends string> = Readonly<Record<K, string>>;

/** `max` in a window of `per` milliseconds that starts with the first. */
export function windowSql(old: RowSql, { now, per, max }: Named<'now' | 'per' | 'max'>): RuleSql {
  const over = `(${old.until} <= ${now} or ${old.until} > ${now} + ${per} + ${SKEW_MS})`;
  const until = `case when ${over} then ${now} + ${per} else ${old.until} end`;
  return {
    allowed: `(${over} or ${old.used} < ${max})`,
    used: `case when ${over} then 1 else ${old.used} + 1 end`,
    until,
    forget: until,
  };
}

/** The wait that a back-off sets when so many have been taken. */
const backoffWaitSql = (used: string, { free, first, cap, doublings }: Named<'free' | 'first' | 'cap' | 'doublings'>) =>
  `(case when ${used} - ${free} >= ${doublings} then ${cap}
      when ${used} - ${free} < 0 then 0 else ${first} * (1 << (${used} - ${free})) end)`;

/** The row of a back-off that one is given back to: the wait is what the others have set. */
export const backoffRefundSql = (
  { used, until }: Pick<RowSql, 'used' | 'until'>,
  names: Named<'free' | 'first' | 'cap' | 'doublings'>,
): Pick<RowSql, 'used' | 'until'> => ({
  used: `${used} - 1`,
  until: `${until} - ${backoffWaitSql(used, names)} + ${backoffWaitSql(`(${used} - 1)`, names)}`,
});

/**
 * Some free, then each doubles the wait, up to a cap; a long silence starts over. A free one sets no time: the next
 * may carry a `now` that was read a moment before this one's.
 */
export function backoffSql(
  old: RowSql,
  { now, forget, free, first, cap, doublings }: Named<'now' | 'forget' | 'free' | 'first' | 'cap' | 'doublings'>,
): RuleSql {
  const used = `case when ${old.forget} <= ${now} then 1 else ${old.used} + 1 end`;
  const wait = (so: string) => backoffWaitSql(so, { free, first, cap, doublings });
  return {
    allowed: `(${old.until} <= ${now} or ${old.until} > ${now} + ${wait(old.used)} + ${SKEW_MS})`,
    used,
    until: `case when (${used}) < ${free} then 0 else ${now} + ${wait(`(${used})`)} end`,
    forget: `${now} + ${forget}`,
  };
}

const period = TRUST.period.total('milliseconds');

/** Proofs of earnest, of which half are forgotten with each period that brings no new ones. */
export const trustSql = ({ used, forget }: Pick<RowSql, 'used' | 'forget'>, now: string): string => `(case
    when ${forget} > ${now} then ${used}
    when ${now} - ${forget} >= ${30 * period} then 0
    else ${used} >> cast(1 + (${now} - ${forget}) / ${period} as integer) end)`;

/** When the proofs that are counted now begin to be forgotten. */
export const trustUntilSql = ({ forget }: Pick<RowSql, 'forget'>, now: string): string =>
  `case when ${forget} > ${now} then ${forget} else ${now} + ${period} end`;

/** One instant tells all: when everything that was taken will have come back (GCRA, ITU-T I.371 annex A). */
export function balanceSql(old: RowSql, { now, each, taken, max }: Named<'now' | 'each' | 'taken' | 'max'>): RuleSql {
  const room = `(${max} + ${trustSql(old, now)} / ${TRUST.proofs})`;
  const until = `(case
      when ${old.until} > ${now} + ${room} * ${each} + ${SKEW_MS} then ${now} + (${room} - 1) * ${each}
      when ${old.until} > ${now} then ${old.until} else ${now} end + ${taken})`;
  return {
    allowed: `(${until} - ${now} <= ${room} * ${each})`,
    used: old.used,
    until,
    forget: old.forget,
  };
}
