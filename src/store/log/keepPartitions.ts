import type { Engine } from '../engine.ts';
import {
  isNotNow,
  isOverfull,
  makePartition,
  type PartitionedTable,
  type PartitionRange,
  partitionsOf,
} from '../migrations/shared/partitions.ts';
import { log } from '../schema/log.ts';
import { text } from '../shared/columns.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;
/** 1970-01-01 was a Thursday. */
const FIRST_MONDAY_MS = 4 * 24 * 60 * 60 * 1_000;
/** Partitions are there so long before they are written to. */
const AHEAD_MS = 2 * WEEK_MS;
/**
 * Parts of what is kept: a read of the log looks into each, and what is freed within one is used for new entries only where
 * these go. So there are about eight, however long the log is kept.
 */
const PARTS = 6;

/** The log as PostgreSQL has it in partitions by time (ADR 16). */
export const partitionedLog: PartitionedTable = { name: log.name, by: 'at', key: ['position', 'id'] };

/**
 * Makes the partitions that will be needed next, from the present week on, unless they are there. Several processes may do it at
 * once. One that cannot be made now, since others are reading the log, is made later: its entries lie in the default partition so long.
 */
export async function keepPartitions(engine: Engine, days: number, now: Temporal.Instant): Promise<void> {
  if (engine.name !== 'postgres') return;
  const present = await engine.write(() => partitionsOf(partitionedLog));
  const ranges = rangesAhead(present, days, now);
  if (ranges.length === 0 || (await engine.write(() => isOverfull(partitionedLog)))) return;
  for (const range of ranges) {
    try {
      await engine.write(() => makePartition(partitionedLog, range));
    } catch (error) {
      if (isNotNow(error)) return;
      throw error;
    }
  }
}

/** The ranges of partitions that are missing: whole weeks, a sixth of what is kept, one behind the other. */
export function rangesAhead(
  present: readonly PartitionRange[],
  days: number,
  now: Temporal.Instant,
): readonly Required<PartitionRange>[] {
  const nowMs = now.epochMilliseconds;
  const width = Math.max(1, Math.round(days / 7 / PARTS)) * WEEK_MS;
  const monday = nowMs - ((((nowMs - FIRST_MONDAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS);
  const last = present.at(-1);
  const ranges: Required<PartitionRange>[] = [];
  let from = Math.max(monday, last ? Temporal.Instant.from(last.to).epochMilliseconds : monday);
  while (from < nowMs + AHEAD_MS) {
    ranges.push({ from: instantText(from), to: instantText(from + width) });
    from += width;
  }
  return ranges;
}

const instantText = (ms: number): string => text(Temporal.Instant.fromEpochMilliseconds(ms));
