import type { Gap, HookCursor } from '../../domain/hooks/eventHook.ts';
import { behind } from '../../domain/hooks/hookCursor.ts';
import type { Engine, Statement, Steps } from '../engine.ts';
import type { EventHookReads } from '../eventHookReads.ts';
import { eventHookCursors } from '../schema/eventHooks.ts';
import type { RowOf } from '../schema/table.ts';
import { text } from '../shared/columns.ts';
import { allColumns, columns, computed, insertText, read, rowsOf, select, valuesOf } from '../shared/query.ts';
import type { Writers } from '../writers.ts';

const deliverable = select(
  columns(eventHookCursors, ['hook_id']),
  'from event_hook_cursors where stopped is null and position >= 0',
);
const cursor = select(allColumns(eventHookCursors), 'from event_hook_cursors where hook_id = $1');

/** Reads of the places of hooks. */
export const cursorReads = (engine: Engine): Pick<EventHookReads, 'deliverable' | 'cursor'> => ({
  deliverable: async () => (await read(engine, deliverable)).map((row) => row.hook_id),
  cursor: async (id) => {
    const [row] = await read(engine, cursor, [id]);
    return row && toCursor(row);
  },
});

const toCursor = ({ position, log_id, gaps }: RowOf<typeof eventHookCursors>): HookCursor => ({
  place: { position, id: log_id },
  gaps: JSON.parse(gaps) as readonly Gap[],
});

const insertCursorText = insertText(eventHookCursors);
const fresh = { position: -1, log_id: '', gaps: '[]', stopped: null, claim: null, claimed_until: 0 };

/** The statement by which a new hook gets its place, which is none yet. */
export const insertCursor = (hookId: string): Statement => ({
  text: insertCursorText,
  values: valuesOf(eventHookCursors, { hook_id: hookId, ...fresh }),
});

/**
 * The end of the log as polls see it: all that is committed later than this statement is behind it (ADR 13), and so may be some
 * that was committed a little before.
 */
const end = computed<{ readonly position: number }>(
  'position',
  'case when h.position - 1 < m.position then h.position - 1 else m.position end',
);
const endText = select(end, 'from log_horizon h, (select coalesce(max(position), 0) as position from log) m').text;
// Written as it is: that locks the row until the change is over, on both engines.
const heldText = `update event_hook_cursors set claim = claim where hook_id = $1
  returning ${allColumns(eventHookCursors).sql}`;
/** Gaps that are older than anything the log keeps. */
const OLD = Temporal.Duration.from({ hours: 24 * 400 });

interface Move {
  readonly at: Temporal.Instant;
  /** Whether the hook was active and verified, and whether it is. */
  readonly was: boolean;
  readonly is: boolean;
  /** Types of events that it did not want before. */
  readonly added: readonly string[];
}

/**
 * Follows a change of a hook: what happens while it is not both active and verified it is not sent, and of a type that it did
 * not want before, nothing that is over. All that it had still to be sent stays.
 */
export function* moveCursor(hookId: string, { at, was, is, added }: Move): Steps<void> {
  if (was === is && added.length === 0) return;
  const [row] = rowsOf(allColumns(eventHookCursors), yield { text: heldText, values: [hookId] });
  if (!row) return;
  const until = text(at);
  if (row.position < 0) {
    if (!is) return;
    const [now] = rowsOf(end, yield { text: endText, values: [] });
    yield moved(hookId, { ...row, ...placed(now?.position ?? 0), gaps: JSON.stringify([{ until }]) });
    return;
  }
  const { stopped } = row;
  const gaps: readonly Gap[] = [
    ...(JSON.parse(row.gaps) as readonly Gap[]).filter((gap) => gap.until > text(at.subtract(OLD))),
    ...(!was && is && stopped !== null ? [{ since: stopped, until }] : []),
    ...added.map((event) => ({ until, event })),
  ];
  yield moved(hookId, {
    ...row,
    gaps: JSON.stringify(gaps),
    stopped: is ? null : was ? until : stopped,
  });
}

const placed = (position: number) => {
  const place = behind(position);
  return { position: place.position, log_id: place.id };
};

const moved = (hookId: string, row: RowOf<typeof eventHookCursors>): Statement => ({
  text: 'update event_hook_cursors set position = $2, log_id = $3, gaps = $4, stopped = $5 where hook_id = $1',
  values: [hookId, row.position, row.log_id, row.gaps, row.stopped],
});

/** Taking the delivery of a hook's events: one statement, so that of several processes one succeeds. */
export const claimWrites: Writers<'claimEventHook'> = {
  *claimEventHook({ id, claim, now, until }) {
    const claimed = yield {
      text: `update event_hook_cursors set claim = $2, claimed_until = $3
        where hook_id = $1 and (claimed_until <= $4 or claim = $2) returning hook_id`,
      values: [id, claim, until.epochMilliseconds, now.epochMilliseconds],
    };
    return claimed.length === 0 ? 'stale' : 'done';
  },
};
