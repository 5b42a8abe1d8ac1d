/** The values of columns, where they are not null. */
type Plain = string | number;

/**
 * A column of the one description of the schema: SQL type, whether it may be null, and the type its values have here.
 */
interface Column<T extends Plain | null = Plain | null> {
  readonly type: 'text' | 'integer' | 'bigint' | 'double precision';
  readonly nullable: boolean;
  /** Says that no plain value stands in it; `sealed/sealedColumns.ts` has every such column. */
  readonly holdsInstead?: 'sealed value' | 'keyed hash';
  /** Never there: carries the type. */
  readonly holds?: T;
}

/** A table of the schema. */
export interface Table<C extends Readonly<Record<string, Column>> = Readonly<Record<string, Column>>> {
  readonly name: string;
  readonly columns: C;
  /** Names of the columns, in the order of the description. */
  readonly names: readonly string[];
}

export type ColumnName<T extends Table> = keyof T['columns'] & string;

/** A row of a table as both engines hand it over. */
export type RowOf<T extends Table> = {
  readonly [K in ColumnName<T>]: T['columns'][K] extends Column<infer V> ? V : never;
};

/** Describes a table by its name and columns. */
export const table = <C extends Readonly<Record<string, Column>>>(name: string, columns: C): Table<C> => ({
  name,
  columns,
  names: Object.keys(columns),
});

/** Text, compared by code points on both engines. Times are text too: ISO 8601 in UTC, of fixed width. */
export const text = <T extends string = string>(): Column<T> => ({ type: 'text', nullable: false });
/** A whole number of 32 bits. */
export const integer = (): Column<number> => ({ type: 'integer', nullable: false });
/** Milliseconds since 1970, for times that are computed with or compared in SQL. */
export const milliseconds = (): Column<number> => ({ type: 'bigint', nullable: false });
/** A whole number of 53 bits. */
export const wide = (): Column<number> => ({ type: 'bigint', nullable: false });
/** A floating-point number of 64 bits. */
export const double = (): Column<number> => ({ type: 'double precision', nullable: false });
/** 0 or 1. */
export const flag = (): Column<0 | 1> => ({ type: 'integer', nullable: false });
/** A document as JSON text. */
export const document = (): Column<string> => ({ type: 'text', nullable: false });
/** A value that a vault has sealed. */
export const sealed = (): Column<string> => ({ type: 'text', nullable: false, holdsInstead: 'sealed value' });
/** A keyed hash of (a part of) a value that is sealed in the same row, by which the row is found. */
export const keyedHash = (): Column<string> => ({ type: 'text', nullable: false, holdsInstead: 'keyed hash' });
/** A column that may be null. */
export const nullable = <T extends Plain>({ holds, ...column }: Column<T>): Column<T | null> => ({
  ...column,
  nullable: true,
});
