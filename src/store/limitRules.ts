/** The three numbers of a budget's row, as SQL expressions. */
export interface RowSql {
  readonly used: string;
  readonly until: string;
  readonly forget: string;
}

/** What a budget becomes when one is taken, and whether that is allowed. */
export interface RuleSql extends RowSql {
  readonly allowed: string;
}

/** A budget nobody has taken from yet. */
export const untouched: RowSql = { used: '0', until: '0', forget: '0' };

type Named<K extends string> = Readonly<Record<K, string>>;

/** So many in a window that starts with the first. */
export function windowSql(old: RowSql, { now, per, max }: Named<'now' | 'per' | 'max'>): RuleSql {
  const over = `${old.until} <= ${now}`;
  const until = `case when ${over} then ${now} + ${per} else ${old.until} end`;
  return {
    allowed: `(${over} or ${old.used} < ${max})`,
    used: `case when ${over} then 1 else ${old.used} + 1 end`,
    until,
    forget: until,
  };
}

/**
 * Some free, then each doubles the wait, up to a cap; a long silence starts over. A free one sets no time: the next
 * may carry a `now` that was read a moment before this one's.
 */
export function backoffSql(
  old: RowSql,
  { now, forget, free, first, cap, doublings }: Named<'now' | 'forget' | 'free' | 'first' | 'cap' | 'doublings'>,
): RuleSql {
  const used = `case when ${old.forget} <= ${now} then 1 else ${old.used} + 1 end`;
  const beyond = `((${used}) - ${free})`;
  return {
    allowed: `(${old.until} <= ${now})`,
    used,
    until: `case
      when ${beyond} < 0 then 0
      when ${beyond} >= ${doublings} then ${now} + ${cap}
      else ${now} + ${first} * (1 << ${beyond}) end`,
    forget: `${now} + ${forget}`,
  };
}
