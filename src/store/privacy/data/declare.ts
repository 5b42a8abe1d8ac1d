import type { ColumnName, Table } from '../../schema/table.ts';

/**
 * The way in which rows about one person are found: by a condition in which `$1` is the id of a user, in the log, or among
 * budgets, whose keys begin with ids or are made of addresses; or `not` at all, and why.
 */
export type About =
  | { readonly where: string }
  | { readonly among: 'budgets' | 'log' }
  /** Rows may be about persons, and no statement finds those of one of them. */
  | { readonly not: string };

/** Every column of a table, by what it says about people. */
interface Columns<C extends string> {
  /** Names, addresses, numbers, words of a person or about one, and what somebody did when. */
  readonly personal?: readonly C[];
  /** Personal, and exported in part: what is left out. */
  readonly partly?: Readonly<Partial<Record<C, string>>>;
  /** Ids and the like: they lead to a person for whoever has other data besides. */
  readonly pseudonymous?: readonly C[];
  /** Never exported: what it is. */
  readonly secret?: Readonly<Partial<Record<C, string>>>;
  /** Columns about the organization or the service, and about no person. */
  readonly impersonal?: readonly C[];
}

/** The declaration of a table: which data it holds, why, and for how long. */
export interface Declaration {
  /** In words for people who have never seen the schema. */
  readonly data: string;
  readonly why: string;
  readonly kept: string;
  /** Absent for a table that is about nobody. */
  readonly about?: About;
  /** The rest that stays after a person was deleted; absent where nothing does. */
  readonly left?: string;
  readonly personal?: readonly string[];
  readonly partly?: Readonly<Record<string, string>>;
  readonly pseudonymous?: readonly string[];
  readonly secret?: Readonly<Record<string, string>>;
  readonly impersonal?: readonly string[];
}

type Listed<D, K extends 'personal' | 'pseudonymous' | 'impersonal'> =
  D extends Readonly<Record<K, readonly (infer N)[]>> ? N : never;
type Keyed<D, K extends 'partly' | 'secret'> = D extends Readonly<Record<K, infer R>> ? keyof R : never;
type Declared<D> =
  | Listed<D, 'personal'>
  | Listed<D, 'pseudonymous'>
  | Listed<D, 'impersonal'>
  | Keyed<D, 'partly'>
  | Keyed<D, 'secret'>;

/** Asks for the columns that a declaration lacks. */
type Whole<T extends Table, D> = [Exclude<ColumnName<T>, Declared<D>>] extends [never]
  ? unknown
  : { readonly undeclared: Exclude<ColumnName<T>, Declared<D>> };

/** Declares a table; does not compile while one of its columns is missing. */
export const declare = <T extends Table, const D extends Declaration & Columns<ColumnName<T>>>(
  _table: T,
  declaration: D & Whole<T, D>,
): Declaration => declaration;

/** Names of the columns of each sort. */
export const columnsOf = ({
  personal = [],
  partly = {},
  pseudonymous = [],
  secret = {},
  impersonal = [],
}: Declaration) => ({
  personal: [...personal, ...Object.keys(partly)],
  pseudonymous,
  secret: Object.keys(secret),
  impersonal,
});
