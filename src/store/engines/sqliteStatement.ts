import type { DatabaseSync } from 'node:sqlite';
import type { Row, Value } from '../engine.ts';

/** Runs a statement with its values. */
export type Prepared = (values: readonly Value[]) => readonly Row[];

/**
 * Prepares a text with `$1`-style parameters, which SQLite calls `?1`. Rows come as arrays and are made into objects
 * here: those that node:sqlite makes are dictionaries, slow to make and slow to read.
 */
export function prepare(db: DatabaseSync, text: string, byName = takesNumbersForNames(db)): Prepared {
  const statement = db.prepare(text.replace(/\$(\d+)/g, '?$1'));
  const ask = (values: readonly Value[]) => (byName ? statement.all(named(values)) : statement.all(...values));
  // Node.js before 22.16 has rows as dictionaries alone.
  if (typeof statement.columns !== 'function') return (values) => ask(values).map((row) => ({ ...row }) as Row);
  statement.setReturnArrays(true);
  const names = statement.columns().map(({ name }) => name);
  const empty: Row = Object.fromEntries(names.map((name) => [name, null]));

  function toRow(cells: readonly unknown[]): Row {
    const row: Record<string, unknown> = { ...empty };
    for (let at = 0; at < names.length; at++) row[names[at] as string] = cells[at];
    return row;
  }

  return (values) => (ask(values) as unknown as readonly (readonly unknown[])[]).map(toRow);
}

const named = (values: readonly Value[]) => Object.fromEntries(values.map((value, at) => [`?${at + 1}`, value]));

/** Node.js 24 does, up to 24.6. */
function takesNumbersForNames(db: DatabaseSync): boolean {
  try {
    db.prepare('select ?1').all(1);
    return false;
  } catch {
    return true;
  }
}
