import type { Vault } from '../../crypto/vault.ts';
import type { ColumnName, Table } from '../schema/table.ts';

/** The columns that a sealed value is bound to, with their values: where they are others, the value cannot be opened. */
type BoundRow<B extends string> = Readonly<Record<B, string>>;

/** A keyed hash beside a sealed value, by which its row is found. */
export interface HashedPart {
  readonly column: string;
  /** Made of the opened value of the same row. */
  hash(vault: Vault, opened: unknown): string | null;
}

/** One column of sealed values. */
export interface SealedColumn<B extends string = string> {
  readonly table: Table;
  readonly column: string;
  /** The primary key, in whose order `cofactor reseal` walks through the table. */
  readonly key: readonly string[];
  readonly boundTo: readonly B[];
  /** Whether its values may have the form of before they were bound to whole rows. */
  readonly hasFormer: boolean;
  /** Columns of the same table that hold keyed hashes of what is sealed here. */
  readonly hashes: readonly HashedPart[];
  /** All that goes when the key is lost: the row, which is nothing without the value, or the value and its hashes alone. */
  readonly lost: 'row' | 'value';
  seal(vault: Vault, value: unknown, row: BoundRow<B>): string;
  /** Throws when the value is not that of this row, or was sealed with a key that is not ours. */
  open(vault: Vault, sealed: string, row: BoundRow<B>): unknown;
}

interface Description<T extends Table, B extends ColumnName<T>> {
  readonly key: readonly ColumnName<T>[];
  /** All that says whose the value is: the key, and what else must not be changed behind its back. */
  readonly boundTo: readonly B[];
  /** The name it was bound to until values were bound to rows. Columns that came later have none. */
  readonly formerly?: (row: BoundRow<B>) => string;
  readonly hashes?: readonly (HashedPart & { readonly column: ColumnName<T> })[];
  readonly lost: 'row' | 'value';
}

/** Describes a column of sealed values. Table and column are part of what a value is bound to. */
export function sealedColumn<T extends Table, B extends ColumnName<T>>(
  table: T,
  column: ColumnName<T>,
  { key, boundTo, formerly, hashes = [], lost }: Description<T, B>,
): SealedColumn<B> {
  const nameOf = (row: BoundRow<B>) => JSON.stringify([table.name, column, ...boundTo.map((name) => row[name])]);
  return {
    table,
    column,
    key,
    boundTo,
    hasFormer: formerly !== undefined,
    hashes,
    lost,
    seal: (vault, value, row) => vault.seal(value, nameOf(row)),
    open: (vault, sealed, row) => vault.open(sealed, nameOf(row), formerly?.(row)),
  };
}
