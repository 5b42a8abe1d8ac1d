import { TRUST } from '../../domain/budgets/budgets.ts';
import type { Engine, Steps } from '../engine.ts';
import { limits } from '../schema/budgets.ts';
import { columns, read, select } from '../shared/query.ts';

/** With every 64th taking, 200 rows are looked at. */
const EVERY = 64;
const SLICE = 200;
/** After 30 idle periods nothing is left of a balance's trust, which outlasts everything else in a row. */
const KEPT_MS = 30 * TRUST.period.total('milliseconds');

const slice = select(
  columns(limits, ['key', 'until_ms', 'forget_ms']),
  `from limits where key > $1 order by key limit ${SLICE}`,
);
const removeText = `delete from limits
  where key = $1 and until_ms <= cast($2 as bigint) and forget_ms <= cast($2 as bigint)`;

/**
 * Removes the rows of budgets nobody will ask for again, a slice at a time, round and round by their keys: an index by
 * time would have to be kept up with every guess. Locks are taken in the order of keys, as everywhere.
 */
export function createLimitSweep(engine: Engine): (nowMs: number) => Promise<void> {
  let takings = 0;
  let after = '';
  return async (nowMs) => {
    if (takings++ % EVERY !== 0) return;
    const rows = await read(engine, slice, [after]);
    after = rows.length < SLICE ? '' : (rows.at(-1)?.key ?? '');
    const before = nowMs - KEPT_MS;
    const over = rows.filter((row) => row.until_ms <= before && row.forget_ms <= before);
    if (over.length > 0) await engine.write(() => remove(over.map(({ key }) => key).sort(), before));
  };
}

function* remove(keys: readonly string[], before: number): Steps<void> {
  for (const key of keys) yield { text: removeText, values: [key, before] };
}
