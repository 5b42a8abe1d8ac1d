import type { Engine, Row, Value } from '../engine.ts';
import type { ColumnName, RowOf, Table } from '../schema/table.ts';

/** A select list and the type of the rows it makes: the one comes from the other, so that no name is written twice. */
export interface Columns<R> {
  readonly sql: string;
  /** Never there: carries the type. */
  readonly row?: R;
}

/** The text of a statement that reads, and the type of its rows. */
export interface Query<R> {
  readonly text: string;
  /** Never there: carries the type. */
  readonly row?: R;
}

/** The row that a select list makes. */
export type RowIn<C extends Columns<unknown>> = C extends Columns<infer R> ? R : never;

/** Some columns under their own names; `alias` is the table's name in the statement. */
export const columns = <T extends Table, K extends ColumnName<T>>(
  _table: T,
  names: readonly K[],
  alias?: string,
): Columns<Pick<RowOf<T>, K>> => ({ sql: names.map((name) => qualified(name, alias)).join(', ') });

/** All columns of a table under their own names. */
export const allColumns = <T extends Table>({ names }: T, alias?: string): Columns<RowOf<T>> => ({
  sql: names.map((name) => qualified(name, alias)).join(', '),
});

/** Some columns under other names: `{ factor_id: 'id' }`. */
export const renamedColumns = <T extends Table, M extends Readonly<Record<string, ColumnName<T>>>>(
  _table: T,
  names: M,
  alias?: string,
): Columns<{ readonly [K in keyof M]: RowOf<T>[M[K]] }> => ({
  sql: Object.entries(names)
    .map(([as, name]) => (as === name ? qualified(name, alias) : `${qualified(name, alias)} as ${as}`))
    .join(', '),
});

/** An expression under a name; its type is the caller's word. */
export const computed = <R extends object>(name: keyof R & string, sql: string): Columns<R> => ({
  sql: `${sql} as ${name}`,
});

/** The columns of a left join: all of them are null where nothing was joined. */
export const leftJoined = <R>({ sql }: Columns<R>): Columns<R | { readonly [K in keyof R]: null }> => ({ sql });

type Combined<L> = L extends readonly [Columns<infer R>, ...infer Rest] ? R & Combined<Rest> : unknown;

/** Several select lists as one. */
export const combined = <L extends readonly Columns<unknown>[]>(...lists: L): Columns<Combined<L>> => ({
  sql: lists.map(({ sql }) => sql).join(', '),
});

/** `select` these columns `rest`. */
export const select = <R>({ sql }: Columns<R>, rest: string): Query<R> => ({ text: `select ${sql} ${rest}` });

export const read = <R>(engine: Engine, { text }: Query<R>, values: readonly Value[] = []): Promise<readonly R[]> =>
  engine.read({ text, values }) as Promise<readonly R[]>;

/** Reads rows in the order of a key, which the query asks for. */
export const readInOrder = <R>(
  engine: Engine,
  { text }: Query<R>,
  values: readonly Value[] = [],
): Promise<readonly R[]> => engine.read({ text, values, inOrder: true }) as Promise<readonly R[]>;

/** The rows of a statement that a generator yielded with this select list, or with `returning` and it. */
export const rowsOf = <R>(_columns: Columns<R>, rows: readonly Row[]): readonly R[] => rows as readonly R[];

/** The text that inserts a whole row; its values are `valuesOf` the same table. */
export const insertText = ({ name, names }: Table): string =>
  `insert into ${name} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`;

/** A row, or some columns of it, as parameters: those of `insertText` or of `assignments` with the same names. */
export const valuesOf = <T extends Table>(table: T, row: RowOf<T>, names = table.names): readonly Value[] =>
  names.map((name) => row[name as ColumnName<T>] as Value);

/** `a = $2, b = $3`: columns and their parameters, numbered from `first` on. */
export const assignments = (names: readonly string[], first: number): string =>
  names.map((name, index) => `${name} = $${index + first}`).join(', ');

const qualified = (name: string, alias?: string): string => (alias === undefined ? name : `${alias}.${name}`);
