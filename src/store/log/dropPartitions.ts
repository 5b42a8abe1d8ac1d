import { sql } from 'kysely';
import type { Engine } from '../engine.ts';
import {
  detachedOf,
  detachPartition,
  dropDetached,
  isDropped,
  isNotNow,
  partitionsOf,
} from '../migrations/shared/partitions.ts';
import type { log } from '../schema/log.ts';
import type { RowOf } from '../schema/table.ts';
import { partitionedLog } from './keepPartitions.ts';

type Place = Pick<RowOf<typeof log>, 'position' | 'id'>;

/** Others hold the log for a moment, or for as long as they make a backup of it. */
const TRIES = 5;
/** Entries that are counted with one statement. */
const AT_A_TIME = 20_000;

/**
 * Drops partitions of the log all of whose entries are older than a time, and gives the number of entries. One that is in use
 * stays until the next time: `purge.ts` deletes from it like from any other. Calls `rest` after each step.
 */
export async function dropPartitions(engine: Engine, before: string, rest: () => Promise<void>): Promise<number> {
  if (engine.name !== 'postgres') return 0;
  for (const { name, to } of await engine.write(() => partitionsOf(partitionedLog))) {
    if (to > before || !(await detached(engine, name, rest))) break;
  }
  let dropped = 0;
  for (const name of await engine.write(() => detachedOf(partitionedLog))) {
    dropped += await dropCounted(engine, name, rest);
    await rest();
  }
  return dropped;
}

async function detached(engine: Engine, name: string, rest: () => Promise<void>): Promise<boolean> {
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      await engine.write(() => detachPartition(partitionedLog, name));
      return true;
    } catch (error) {
      if (!isNotNow(error)) throw error;
    }
    await rest();
  }
  return false;
}

/** Drops a table that was detached and gives the number of its entries; none when another process was faster. */
async function dropCounted(engine: Engine, name: string, rest: () => Promise<void>): Promise<number> {
  try {
    const counted = await countRows(engine, name, rest);
    await engine.write(() => dropDetached(name));
    return counted;
  } catch (error) {
    if (isDropped(error)) return 0;
    throw error;
  }
}

/** Counts the entries of a table that is the log's no more, some at a time: no statement takes long. */
async function countRows({ inOrder }: Engine, name: string, rest: () => Promise<void>): Promise<number> {
  let after: Place = { position: -1, id: '' };
  for (let counted = 0; ; counted += AT_A_TIME) {
    const behind = sql`from ${sql.table(name)} where position >= ${after.position} and (position, id) > (${after.position}, ${after.id})`;
    const { rows } = await sql<Place>`select position, id ${behind}
      order by position, id limit 1 offset ${AT_A_TIME - 1}`.execute(inOrder);
    const [last] = rows;
    if (!last) {
      const { rows: rest } = await sql<{ n: number }>`select count(*) as n ${behind}`.execute(inOrder);
      return counted + Number(rest[0]?.n);
    }
    after = last;
    await rest();
  }
}
