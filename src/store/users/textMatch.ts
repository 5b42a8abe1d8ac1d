import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';

type Operator = 'eq' | 'ne' | 'sw' | 'ew' | 'co' | 'gt' | 'ge' | 'lt' | 'le';

const operators = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' } as const;

/** Compares a column with a value, which is never a pattern: `%` and `_` in it stand for themselves. */
export function compare(left: RawBuilder<unknown>, op: Operator, value: string | number): Expression<SqlBool> {
  switch (op) {
    case 'sw':
      return sql<SqlBool>`substr(${left}, 1, length(${value})) = ${value}`;
    case 'ew':
      return like(left, `%${escaped(String(value))}`);
    case 'co':
      return like(left, `%${escaped(String(value))}%`);
    default:
      return sql<SqlBool>`${left} ${sql.raw(operators[op])} ${value}`;
  }
}

const like = (left: RawBuilder<unknown>, pattern: string) => sql<SqlBool>`${left} like ${pattern} escape '!'`;
const escaped = (value: string) => value.replace(/[!%_]/g, '!$&');

/** Characters of a value that are indexed: the whole of a long one would not fit into a page of the index. */
const INDEXED = 128;
const key = sql.ref('value_key');
const indexed = sql<string>`substr(value_key, 1, ${sql.lit(INDEXED)})`;

/** Compares a stored attribute with a folded value, by the index where the beginning of the value is known. */
export function has(op: Operator, value: string): Expression<SqlBool> {
  if (op === 'sw') return beginsWith(value);
  const whole = compare(key, op, value);
  return op === 'eq' ? sql<SqlBool>`(${indexed} = ${clip(value)} and ${whole})` : whole;
}

/** `starts with` as a range, which an index can answer; the rest is for values longer than the indexed part. */
export function beginsWith(value: string): Expression<SqlBool> {
  const start = clip(value);
  const end = successor(start);
  const below = end === undefined ? sql`1 = 1` : sql`${indexed} < ${end}`;
  const rest = start === value ? sql`1 = 1` : compare(key, 'sw', value);
  return sql<SqlBool>`(${indexed} >= ${start} and ${below} and ${rest})`;
}

/** By code points, as both databases count. */
const clip = (value: string): string => [...value].slice(0, INDEXED).join('');

/** The smallest text that is greater than every text beginning with this one; undefined when there is none. */
function successor(start: string): string | undefined {
  const points = [...start].map((character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last < MAX_CODE_POINT) {
      const next = last + 1 === FIRST_SURROGATE ? AFTER_SURROGATES : last + 1;
      return String.fromCodePoint(...points, next);
    }
  }
  return undefined;
}

const MAX_CODE_POINT = 0x10ffff;
const FIRST_SURROGATE = 0xd800;
const AFTER_SURROGATES = 0xe000;
