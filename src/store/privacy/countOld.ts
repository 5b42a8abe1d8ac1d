import type { Retention } from '../../domain/policy/retention.ts';
import type { Engine } from '../engine.ts';

/** Rows at which counting stops; there may be more. */
const MOST_COUNTED = 1_000_000;
/** Entries of the log that are counted with one statement. */
const AT_A_TIME = 10_000;

const sliceText = `select max(position) as last, count(*) as entries, count(case when at < $2 then 1 end) as old from log
  where position > $1 and position <= coalesce(
    (select position from log where position > $1 order by position limit 1 offset $3), 9007199254740991)`;

/**
 * Counts entries of the log that are older than a time. They lie in the order of time but for a few, so that it ends at the
 * first slice of which none is old: the rest of the log is not read, and `at` needs no index.
 */
export async function countOldEntries(engine: Engine, before: string, atATime = AT_A_TIME): Promise<number> {
  let counted = 0;
  let after = -1;
  while (counted < MOST_COUNTED) {
    const [slice] = await engine.read({ text: sliceText, values: [after, before, atATime - 1], inOrder: true });
    const old = Number(slice?.old ?? 0);
    if (old === 0) break;
    counted += old;
    if (Number(slice?.entries) < atATime) break;
    after = Number(slice?.last);
  }
  return Math.min(counted, MOST_COUNTED);
}

const messagesText = `select count(*) as n from
  (select 1 as one from messages where created_at < $1 limit ${MOST_COUNTED}) as old`;

async function countOldMessages(engine: Engine, before: string): Promise<number> {
  const [row] = await engine.read({ text: messagesText, values: [before] });
  return Number(row?.n ?? 0);
}

/** Counts what is older than a time, up to a million rows. */
export const countOld: Readonly<Record<keyof Retention, (engine: Engine, before: string) => Promise<number>>> = {
  log: (engine, before) => countOldEntries(engine, before),
  messages: countOldMessages,
};
