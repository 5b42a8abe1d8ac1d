import type { Engine, Value } from '../engine.ts';
import type { SealedColumn } from './sealedColumn.ts';

/** A part of a table: the keys after the one, up to the other; without that to the end. */
export interface KeyRange {
  readonly after: readonly Value[];
  readonly upTo?: readonly Value[];
}

/**
 * A table in ranges of so many rows, in the order of its key: no statement takes long, and a row whose key was there all the
 * time is in one of them.
 */
export async function* keyRanges(engine: Engine, { table, key }: SealedColumn, rows: number): AsyncGenerator<KeyRange> {
  const names = key.join(', ');
  const text = `select ${names} from ${table.name} where (${names}) > (${marks(key.length)})
    order by ${names} limit 1 offset ${rows - 1}`;
  // No key is empty.
  let after: readonly Value[] = key.map(() => '');
  for (;;) {
    const [last] = await engine.read({ text, values: after });
    if (!last) return yield { after };
    const upTo = key.map((name) => last[name] as Value);
    yield { after, upTo };
    after = upTo;
  }
}

/** The condition that a row is in a range, and its parameters, the first of which is $1. */
export function within({ key }: SealedColumn, { after, upTo = [] }: KeyRange): { text: string; values: Value[] } {
  const names = key.join(', ');
  const end = upTo.length === 0 ? '' : ` and (${names}) <= (${marks(key.length, key.length + 1)})`;
  return { text: `(${names}) > (${marks(key.length)})${end}`, values: [...after, ...upTo] };
}

const marks = (count: number, first = 1): string => Array.from({ length: count }, (_, n) => `$${first + n}`).join(', ');
