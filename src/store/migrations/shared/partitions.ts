import type { Steps } from '../../engine.ts';

/** The rows of a partition: from one value of the column on, or from the lowest, and before another. */
export interface PartitionRange {
  readonly from?: string;
  readonly to: string;
}

/** A partition of a table, but for the one that takes what no other does. */
export interface Partition extends PartitionRange {
  readonly name: string;
}

/** A table that is partitioned by ranges of one column of text. */
export interface PartitionedTable {
  readonly name: string;
  /** The column by which it is partitioned. */
  readonly by: string;
  /** The columns of the key that each partition has. */
  readonly key: readonly string[];
}

/**
 * A change of partitions that waits for a lock on the table is waited for by all who come later: it gives up after a moment
 * (SQLSTATE 55P03).
 */
const BRIEFLY = "set local lock_timeout = '100ms'";
/** Rows of the default partition that are moved, and that are looked at, while others wait for the table: some tenths of a second. */
const MOST_MOVED = 10_000;
const MOST_SCANNED = 1_000_000;
const BOUND = /^FOR VALUES FROM \((?:MINVALUE|'([^']*)')\) TO \('([^']*)'\)$/;

/** The name of the partition that takes rows of which no other has the range. */
const defaultOf = (table: string): string => `${table}_default`;
const DETACHED = 'dropped';

/** Lists the partitions of a table in the order of their ranges, without the default one. */
export function* partitionsOf({ name }: PartitionedTable): Steps<readonly Partition[]> {
  const rows = yield {
    text: `select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bound
      from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = to_regclass($1)`,
    values: [name],
  };
  const partitions = rows.flatMap(({ name: partition, bound }): Partition[] => {
    const [, from, to] = BOUND.exec(String(bound)) ?? [];
    return to === undefined ? [] : [{ name: String(partition), to, ...(from !== undefined && { from }) }];
  });
  return partitions.sort((a, b) => (a.to < b.to ? -1 : 1));
}

const moreThan = (most: number, rows: string): string =>
  `select count(*) > ${most} as more from (select 1 ${rows} limit ${most + 1}) as counted`;

/**
 * Whether the default partition has so many rows that to look through them for each new partition would make others wait
 * long. A transaction of its own: it must not read the one while it waits for the table.
 */
export function* isOverfull({ name }: PartitionedTable): Steps<boolean> {
  const [all] = yield plain(moreThan(MOST_SCANNED, `from ${defaultOf(name)}`));
  return all?.more === true;
}

/**
 * Makes a partition and moves into it what the default one has of its range. Does nothing when another process has made one
 * there, or when there is more to be moved than others should wait for, and says whether it has made one. Nobody
 * writes to the table meanwhile: a row on its way to the default partition would be refused.
 */
export function* makePartition(table: PartitionedTable, range: Required<PartitionRange>): Steps<boolean> {
  const { name, by, key } = table;
  const { from, to } = range;
  yield plain(BRIEFLY);
  yield plain(`lock table only ${name} in access exclusive mode`);
  const present = yield* partitionsOf(table);
  if (present.some((one) => one.to > from && (one.from ?? '') < to)) return false;
  const within = `from ${defaultOf(name)} where ${by} >= $1 and ${by} < $2`;
  const [own] = yield { text: moreThan(MOST_MOVED, within), values: [from, to] };
  if (own?.more === true) return false;
  const partition = `${name}_from_${from.slice(0, 10).replaceAll('-', '')}`;
  yield plain(`create table ${partition} (like ${name} including defaults, primary key (${key.join(', ')}))`);
  yield {
    text: `with moved as (delete ${within} returning *) insert into ${partition} select * from moved`,
    values: [from, to],
  };
  yield plain(`alter table ${name} attach partition ${partition} for values from ('${from}') to ('${to}')`);
  return true;
}

/** Takes a partition away from its table, which no longer has its rows then; they are to be dropped. */
export function* detachPartition(table: PartitionedTable, partition: string): Steps<void> {
  yield plain(BRIEFLY);
  yield plain(`lock table only ${table.name} in access exclusive mode`);
  if (!(yield* partitionsOf(table)).some(({ name }) => name === partition)) return;
  yield plain(`alter table ${table.name} detach partition ${partition}`);
  yield plain(`alter table ${partition} rename to ${table.name}_${DETACHED}${partition.slice(table.name.length)}`);
}

/** Lists what was detached from a table and not dropped, by a process that ended in between. */
export function* detachedOf({ name }: PartitionedTable): Steps<readonly string[]> {
  const rows = yield {
    text: `select c.relname as name from pg_class c join pg_class t on t.oid = to_regclass($1)
      where c.relnamespace = t.relnamespace and c.relkind = 'r' and not c.relispartition and starts_with(c.relname, $2)`,
    values: [name, `${name}_${DETACHED}_`],
  };
  return rows.map((row) => String(row.name));
}

/** Drops a table that was detached. Nobody reads it any more; throws when another process has dropped it (`isDropped`). */
export function* dropDetached(name: string): Steps<void> {
  yield plain(`drop table ${name}`);
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

/** Whether a table is there no more: SQLSTATE "undefined table". */
export const isDropped = (error: unknown): boolean => codeOf(error) === '42P01';

/** Lock not available; insufficient privilege, where tables are somebody else's: rows are kept and deleted without it. */
const NOT_NOW: ReadonlySet<unknown> = new Set(['55P03', '42501']);

/** Whether a change of partitions has to wait: others use the table, or it is not this role's. */
export const isNotNow = (error: unknown): boolean => NOT_NOW.has(codeOf(error));

const plain = (text: string) => ({ text, values: [] });
