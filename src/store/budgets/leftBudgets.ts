import type { Vault } from '../../crypto/vault.ts';
import { beginningsOf, beginsWithId, keyFor, leftKey } from '../../domain/budgets/userKeys.ts';
import type { Steps } from '../engine.ts';
import { limits } from '../schema/budgets.ts';
import { leftBudgets } from '../schema/privacy.ts';
import type { RowOf } from '../schema/table.ts';
import { columns, insertText, type RowIn, rowsOf, valuesOf } from '../shared/query.ts';

const PURPOSE = 'left_budgets.mark';
const limitColumns = columns(limits, ['key', 'used', 'until_ms', 'forget_ms']);
const leftColumns = columns(leftBudgets, ['key', 'used', 'until_ms', 'forget_ms']);

/** The greater of what two rows have: whoever inherits has used up what both have. */
const greater = (table: string): string =>
  ['used', 'until_ms', 'forget_ms']
    .map(
      (name) =>
        `${name} = case when excluded.${name} > ${table}.${name} then excluded.${name} else ${table}.${name} end`,
    )
    .join(', ');
const leaveText = `${insertText(leftBudgets)} on conflict (mark, key) do update set ${greater('left_budgets')}`;
const inheritText = `insert into limits (key, used, until_ms, forget_ms) values ($1, $2, $3, $4)
  on conflict (key) do update set ${greater('limits')}`;

/** Reads the budgets that a user's id, or those of the user's factors, lead to. */
export function* budgetsOf(userId: string, factorIds: readonly string[]): Steps<readonly RowIn<typeof limitColumns>[]> {
  const beginnings = beginningsOf(userId, factorIds);
  // "A" follows "@" and ":", which are all that stands behind an id.
  const ranges = beginnings.map((_, n) => `(key >= $${2 * n + 1} and key < $${2 * n + 2})`).join(' or ');
  const rows = rowsOf(
    limitColumns,
    yield {
      text: `select ${limitColumns.sql} from limits where ${ranges} order by key`,
      values: beginnings.flatMap((beginning) => [beginning, `${beginning}A`]),
    },
  );
  return rows.filter(({ key }) => beginnings.some((beginning) => beginsWithId(key, beginning)));
}

/** Removes the budgets that a user's id, or those of the user's factors, lead to. */
export function* takeBudgets(userId: string, factorIds: readonly string[]): Steps<Taken> {
  const rows = yield* budgetsOf(userId, factorIds);
  for (const { key } of rows) yield { text: 'delete from limits where key = $1', values: [key] };
  return {
    left: rows.flatMap((row) => {
      const key = leftKey(row.key, userId);
      return key === undefined ? [] : [{ ...row, key }];
    }),
    requesters: requestersIn(rows),
  };
}

/** The names of requesters who have budgets of their own among some. */
export const requestersIn = (rows: readonly { readonly key: string }[]): readonly string[] =>
  rows.flatMap(({ key }) => /@(.+)$/.exec(key)?.[1] ?? []);

type Left = readonly Omit<RowOf<typeof leftBudgets>, 'mark'>[];

/** Budgets that were removed, by what becomes of them. */
interface Taken {
  /** Those that shall outlive the user, by the keys they have then. */
  readonly left: Left;
  /** The names of requesters who had budgets of their own. */
  readonly requesters: readonly string[];
}

/** Keeps budgets for whoever is created again with one of these marks. */
export function* leaveBudgets(left: Left, marks: readonly string[], vault: Vault): Steps<void> {
  for (const mark of marks.map((one) => vault.hash(one, PURPOSE)).sort()) {
    for (const row of left) yield { text: leaveText, values: valuesOf(leftBudgets, { mark, ...row }) };
  }
}

/** Gives a user the budgets of those who had the same marks. They stay for the next, until they are over. */
export function* inheritBudgets(userId: string, marks: readonly string[], vault: Vault): Steps<void> {
  // `cofactor admin create` works without the master key, and whoever runs it could empty the table as well.
  if (vault.keyIds.includes('')) return;
  // Any key that is still in use may have hashed it.
  const hashes = marks.flatMap((mark) => vault.hashes(mark, PURPOSE));
  if (hashes.length === 0) return;
  const rows = rowsOf(
    leftColumns,
    yield {
      text: `select ${leftColumns.sql} from left_budgets where mark in (${hashes.map((_, n) => `$${n + 1}`)}) order by key`,
      values: hashes,
    },
  );
  for (const { key, used, until_ms, forget_ms } of rows) {
    yield { text: inheritText, values: [keyFor(key, userId), used, until_ms, forget_ms] };
  }
}

/** Removes budgets that nobody would be held to any more. */
export function* sweepLeftBudgets(beforeMs: number): Steps<void> {
  yield { text: 'delete from left_budgets where until_ms <= $1 and forget_ms <= $1', values: [beforeMs] };
}
