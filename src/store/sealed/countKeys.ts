import { isFormer, keyIdOf, PREFIX_LENGTH } from '../../crypto/vault.ts';
import type { Engine } from '../engine.ts';
import { keyRanges, within } from './ranges.ts';
import { sealedColumns } from './sealedColumns.ts';

/** The number of values in one column that were sealed with one key. */
export interface KeyUse {
  readonly keyId: string;
  readonly table: string;
  readonly column: string;
  readonly count: number;
  /** In the form before values were bound to whole rows. */
  readonly former: boolean;
}

const ROWS = 5_000;

/** Counts what was sealed with which key: the first letters of every sealed value say so. */
export async function countKeys(engine: Engine): Promise<readonly KeyUse[]> {
  const uses: KeyUse[] = [];
  for (const sealed of sealedColumns) {
    const { column } = sealed;
    const counts = new Map<string, number>();
    for await (const range of keyRanges(engine, sealed, ROWS)) {
      const { text, values } = within(sealed, range);
      const rows = await engine.read({
        text: `select substr(${column}, 1, ${PREFIX_LENGTH}) as prefix, count(*) as n from ${sealed.table.name}
          where ${text} and ${column} is not null group by 1`,
        values,
      });
      for (const { prefix, n } of rows as readonly { readonly prefix: string; readonly n: number }[]) {
        counts.set(prefix, (counts.get(prefix) ?? 0) + n);
      }
    }
    for (const [prefix, count] of counts) {
      uses.push({ keyId: keyIdOf(prefix), table: sealed.table.name, column, count, former: isFormer(prefix) });
    }
  }
  return uses;
}

/** `17 (12 in factor_states, 5 in message_providers)` */
export function countText(uses: readonly KeyUse[]): string {
  const tables = Map.groupBy(uses, ({ table }) => table);
  const parts = [...tables].map(([table, some]) => `${totalOf(some)} in ${table}`);
  return `${totalOf(uses)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

export const totalOf = (uses: readonly KeyUse[]): number => uses.reduce((sum, { count }) => sum + count, 0);

/** The noun and verb of so many values: `values are`. */
export const valuesAre = (uses: readonly KeyUse[]): string => (totalOf(uses) === 1 ? 'value is' : 'values are');
