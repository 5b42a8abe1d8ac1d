import type { log } from '../schema/log.ts';
import type { ColumnName, RowOf } from '../schema/table.ts';
import type { LogKey, LogKeyName } from '../searches.ts';

/** The columns of which one must have the value of a key. A user's own entries are among those of which they are a target. */
export const columnsOf: Readonly<Record<LogKeyName, readonly ColumnName<typeof log>[]>> = {
  event: ['event'],
  outcome: ['outcome'],
  actor: ['actor_id'],
  target: ['user_id', 'factor_id', 'object_id'],
  user: ['user_id'],
  address: ['address'],
  request: ['request_id'],
};

/** The columns by which rows are indexed, and the letter that keeps equal values of different ones apart. */
const indexed: readonly (readonly [ColumnName<typeof log>, string])[] = [
  ['event', 'e'],
  ['outcome', 'o'],
  ['actor_id', 'a'],
  ['user_id', 't'],
  ['factor_id', 't'],
  ['object_id', 't'],
  ['address', 'i'],
  ['request_id', 'r'],
];
const letters = new Map(indexed);

/** The names of the columns by which rows are indexed. */
export const indexedColumns = indexed.map(([column]) => column);

/** Buckets of a segment: a look-up reads one of them. */
export const BUCKETS = 512;

/** A value's place in the index: which bucket, and its tag of 16 bits in there. Others may share it: rows are compared too. */
export interface KeyHash {
  readonly bucket: number;
  readonly tag: number;
}

/** The places of all values of a row. */
export const hashesOf = (row: Pick<RowOf<typeof log>, (typeof indexedColumns)[number]>): readonly KeyHash[] =>
  indexed.flatMap(([column, letter]) => {
    const value = row[column];
    return value === null ? [] : [hashOf(letter, String(value))];
  });

/** The place of a value that is looked for. */
export const hashOfKey = ({ name, value }: LogKey): KeyHash =>
  hashOf(letters.get(columnsOf[name][0] as ColumnName<typeof log>) as string, value);

/**
 * FNV-1a over UTF-16 code units, with the finish of MurmurHash3. Only 25 of its bits are kept, so that an address cannot be
 * told from its hash once the rows that had it are gone.
 */
function hashOf(letter: string, value: string): KeyHash {
  let hash = Math.imul(0x811c9dc5 ^ letter.charCodeAt(0), PRIME);
  for (let at = 0; at < value.length; at++) hash = Math.imul(hash ^ value.charCodeAt(at), PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return { bucket: hash & (BUCKETS - 1), tag: hash >>> 16 };
}

const PRIME = 0x01000193;
