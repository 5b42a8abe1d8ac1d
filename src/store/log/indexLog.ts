import { setImmediate, setTimeout } from 'node:timers/promises';
import { type Engine, only, type Steps } from '../engine.ts';
import { log, logPostings, logSegments } from '../schema/log.ts';
import type { RowOf } from '../schema/table.ts';
import { columns, insertText, type RowIn, readInOrder, select, valuesOf } from '../shared/query.ts';
import { BUCKETS, hashesOf, indexedColumns } from './logKeys.ts';
import { Bucket } from './postings.ts';

/** Rows of a segment; fewer wait, and are looked through by whoever searches. */
export const SEGMENT = 16_384;

const rowColumns = columns(log, ['position', 'id', 'at', ...indexedColumns]);
type IndexedRow = RowIn<typeof rowColumns>;
type Segment = RowOf<typeof logSegments>;

/** Rows that are read at a time: few, so that requests on SQLite wait for some milliseconds at most. */
const AT_A_TIME = 500;
const BETWEEN_MS = 5;
/** Buckets that are packed without a break. */
const PACKED_AT_ONCE = 32;

const lastText = select(columns(logSegments, ['n', 'through']), 'from log_segments order by n desc limit 1');
const unindexed = `from log where position > $1 and position < (select position from log_horizon)`;
const isFullText = { text: `select position ${unindexed} order by position limit 1 offset $2` };
const nextText = select(
  rowColumns,
  `from log where position >= $1 and (position, id) > ($1, $2) and position < (select position from log_horizon)
    order by position, id limit ${AT_A_TIME}`,
);
const restText = select(rowColumns, 'from log where position = $1 and id > $2 order by id');

/**
 * Indexes the next segment of the log, if there are enough rows of which it is certain that none will appear in front of them
 * (ADR 13). It is written whole or not at all, and by one process: of several that do it at once the others have worked in
 * vain. Says whether it has written one, so that there may be more.
 */
export async function indexSegment(engine: Engine, size = SEGMENT, betweenMs = BETWEEN_MS): Promise<boolean> {
  const [last = { n: 0, through: 0 }] = await readInOrder(engine, lastText);
  const [full] = await engine.read({ ...isFullText, values: [last.through, size - 1], inOrder: true });
  if (!full) return false;
  const rows = await rowsAfter(engine, last.through, size, betweenMs);
  const [first] = rows;
  if (!first) return false;
  const times = rows.map(({ at }) => at);
  const segment: Segment = {
    n: last.n + 1,
    first: first.position,
    through: (rows.at(-1) as IndexedRow).position,
    entries: rows.length,
    first_at: times.reduce((a, b) => (a < b ? a : b)),
    last_at: times.reduce((a, b) => (a > b ? a : b)),
  };
  const postings = await pack(rows, segment);
  return engine.write(
    () => insertSegment(segment, postings),
    (written) => written,
  );
}

/** Rows behind a place, as many as a segment has; of those that were written together all or none. */
async function rowsAfter(engine: Engine, through: number, size: number, betweenMs: number) {
  const rows: IndexedRow[] = [];
  // No id is behind this one: the rows at the place itself are in the segment before.
  let after: Pick<IndexedRow, 'position' | 'id'> = { position: through, id: '~' };
  while (rows.length < size) {
    const more = await readInOrder(engine, nextText, [after.position, after.id]);
    rows.push(...more.slice(0, size - rows.length));
    if (more.length < AT_A_TIME) break;
    after = rows.at(-1) as IndexedRow;
    await setTimeout(betweenMs);
  }
  const end = rows.at(-1);
  if (end) for (const row of await readInOrder(engine, restText, [end.position, end.id])) rows.push(row);
  return rows;
}

async function pack(rows: readonly IndexedRow[], { n, first }: Segment) {
  const buckets = Array.from({ length: BUCKETS }, () => new Bucket());
  for (const [number, row] of rows.entries()) {
    for (const { bucket, tag } of hashesOf(row)) buckets[bucket]?.add(tag, number);
    if (number % AT_A_TIME === 0) await setImmediate();
  }
  const places = rows.map(({ position }) => position);
  const packed: RowOf<typeof logPostings>[] = [];
  for (const [number, bucket] of buckets.entries()) {
    const postings = bucket.encode(places, first);
    if (postings !== '') packed.push({ id: n * BUCKETS + number, postings });
    if (number % PACKED_AT_ONCE === 0) await setImmediate();
  }
  return packed;
}

const insertSegmentText = `${insertText(logSegments)} on conflict (n) do nothing returning n`;
const TOGETHER = 64;
const insertOne = insertText(logPostings);
const insertMany = `insert into log_postings (id, postings) values ${Array.from(
  { length: TOGETHER },
  (_, at) => `($${2 * at + 1}, $${2 * at + 2})`,
).join(', ')}`;

/** Writes a segment, or nothing when another process has written it. */
function* insertSegment(segment: Segment, postings: readonly RowOf<typeof logPostings>[]): Steps<boolean> {
  const written = yield* only({ text: insertSegmentText, values: valuesOf(logSegments, segment) });
  if (written.length === 0) return false;
  for (let from = 0; from < postings.length; from += TOGETHER) {
    const some = postings.slice(from, from + TOGETHER);
    const values = some.flatMap(({ id, postings: text }) => [id, text]);
    if (some.length === TOGETHER) yield { text: insertMany, values };
    else for (const row of some) yield { text: insertOne, values: valuesOf(logPostings, row) };
  }
  return true;
}

const deadText = `select n from log_segments
  where through < (select coalesce(min(position), 0) from log) and n < (select max(n) from log_segments)
  order by n limit 10`;

/** Removes what the index has of rows that are gone, a few segments at a time. Says whether there may be more. */
export async function removeDeadSegments(engine: Engine): Promise<boolean> {
  const dead = await engine.read({ text: deadText, values: [] });
  for (const { n } of dead as readonly Pick<Segment, 'n'>[]) await engine.write(() => removeSegment(n));
  return dead.length > 0;
}

function* removeSegment(n: number): Steps<void> {
  yield { text: 'delete from log_postings where id between $1 and $2', values: [n * BUCKETS, (n + 1) * BUCKETS - 1] };
  yield { text: 'delete from log_segments where n = $1', values: [n] };
}
