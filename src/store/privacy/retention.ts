import type { EventType } from '../../contract/log/events.ts';
import type { LogEntry } from '../../domain/log/logEntry.ts';
import { LEAST_DAYS, MOST_DAYS, type Retention } from '../../domain/policy/retention.ts';
import type { Engine, Steps } from '../engine.ts';
import type { ToldOfEntry } from '../log/tellingStore.ts';
import { type Append, writeTelling } from '../log/writeTelling.ts';
import { retention } from '../schema/privacy.ts';
import type { RowOf } from '../schema/table.ts';
import { text } from '../shared/columns.ts';
import { allColumns, insertText, read, rowsOf, select, valuesOf } from '../shared/query.ts';
import { countOld } from './countOld.ts';

export type RetentionName = keyof Retention;
type RetentionRow = RowOf<typeof retention>;

const names = ['log', 'messages'] as const satisfies readonly RetentionName[];
/** The time between saying what will be deleted and deleting it. */
const NOTICE_MS = 24 * 60 * 60 * 1_000;
/** More days than any start can ask for: nobody has said yet for how long, and whatever is said first is fewer. */
const UNSAID_DAYS = MOST_DAYS + 1;

const columns = allColumns(retention);
const byName = select(columns, 'from retention where name = $1');

/** Thrown when fewer days are wanted than are allowed; the message says how they can be. */
export class RetentionTooShort extends Error {
  override readonly name = 'RetentionTooShort';
}

/** A notice of what will be deleted and when; `rows` stops at a million. */
export interface RetentionNotice {
  readonly name: RetentionName;
  readonly days: number;
  readonly due: string;
  readonly rows: number;
}

/**
 * Says for how long things are kept from now on, which counts for all processes on the database: whichever was started last
 * has said it. Where less is kept than before, or nobody has ever said it, nothing is deleted for a day; until that is over
 * each start gives notice of what will be deleted.
 */
export async function declareRetention(
  engine: Engine,
  wanted: Retention,
  now: Temporal.Instant,
  told?: ToldOfEntry,
): Promise<readonly RetentionNotice[]> {
  const notices: RetentionNotice[] = [];
  // All or nothing: a start that is refused for one changes none of the others.
  const rows = await writeTelling(engine, told, function* (append) {
    const declared: RetentionRow[] = [];
    for (const name of names) declared.push(yield* declare(name, wanted[name], now, append));
    return declared;
  });
  for (const { name, days, due_ms: dueMs } of rows) {
    if (dueMs <= now.epochMilliseconds) continue;
    const due = Temporal.Instant.fromEpochMilliseconds(dueMs);
    const old = await countOld[name](engine, beforeOf(due, days));
    if (old > 0) notices.push({ name, days, due: text(due), rows: old });
  }
  return notices;
}

const things: Readonly<Record<RetentionName, string>> = {
  log: 'entries of the system log',
  messages: 'records of messages',
};

/** A notice in words, for whoever starts the service. */
export const noticeText = ({ name, days, due, rows }: RetentionNotice): string =>
  `notice: from ${due} on, ${things[name]} that are older than ${days} days are deleted, ${rows} of them at first; ` +
  `to keep them start with --retain-${name} and more days before then`;

/** The time before which everything is deleted at an instant. */
export const beforeOf = (now: Temporal.Instant, days: number): string => text(now.subtract({ hours: days * 24 }));

function* declare(name: RetentionName, days: number, now: Temporal.Instant, append: Append): Steps<RetentionRow> {
  const nowMs = now.epochMilliseconds;
  const fresh = { name, days, least_days: LEAST_DAYS, due_ms: nowMs + NOTICE_MS, next_ms: 0 };
  if (days >= LEAST_DAYS) {
    yield { text: `${insertText(retention)} on conflict (name) do nothing`, values: valuesOf(retention, fresh) };
  }
  const [row] = rowsOf(columns, yield { text: byName.text, values: [name] });
  if (days < (row?.least_days ?? LEAST_DAYS)) {
    throw new RetentionTooShort(
      `--retain-${name} ${days}: fewer than ${row?.least_days ?? LEAST_DAYS} days need the word of a SUPER_ADMIN, which is logged; ` +
        `with an API token of theirs in COFACTOR_TOKEN run: cofactor retention allow ${name} ${days} --database …`,
    );
  }
  if (!row || row.days === days) return row ?? fresh;
  const isFirst = row.days === UNSAID_DAYS;
  const due = isFirst ? fresh.due_ms : days < row.days ? Math.max(row.due_ms, fresh.due_ms) : row.due_ms;
  yield {
    text: 'update retention set days = $2, due_ms = $3 where name = $1',
    values: [name, days, due],
  };
  const detail = { name, ...(!isFirst && { from: String(row.days) }), to: String(days) };
  yield append(retentionEntry('cofactor.retention.update', now, detail));
  return { ...row, days, due_ms: due };
}

/** Allows as few days as this. */
export const allowRetention = (
  engine: Engine,
  name: RetentionName,
  least: number,
  entry: LogEntry,
  told?: ToldOfEntry,
): Promise<void> =>
  writeTelling(engine, told, function* (append) {
    // Whoever allows it may do so before the first start, which then gives its notice and waits like any other.
    const row = { name, days: UNSAID_DAYS, least_days: least, due_ms: Number.MAX_SAFE_INTEGER, next_ms: 0 };
    yield {
      text: `${insertText(retention)} on conflict (name) do update set least_days = excluded.least_days`,
      values: valuesOf(retention, row),
    };
    yield append(entry);
  });

/** The entry of the system log about what the service itself does about retention. */
export const retentionEntry = (
  event: EventType,
  at: Temporal.Instant,
  detail: NonNullable<LogEntry['detail']>,
): LogEntry => ({ at, event, outcome: 'SUCCESS', userId: '', detail });

/** The row of a name, if anybody has ever said for how long it is kept. */
export async function retentionOf(engine: Engine, name: RetentionName): Promise<RetentionRow | undefined> {
  const [row] = await read(engine, byName, [name]);
  return row;
}
