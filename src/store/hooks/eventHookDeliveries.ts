import type { Undelivered } from '../../domain/hooks/eventHook.ts';
import type { Engine, Statement } from '../engine.ts';
import type { EventHookReads } from '../eventHookReads.ts';
import { toEntry } from '../log/log.ts';
import { eventHookDeliveries } from '../schema/eventHooks.ts';
import { log } from '../schema/log.ts';
import { instant, text } from '../shared/columns.ts';
import {
  allColumns,
  combined,
  computed,
  insertText,
  leftJoined,
  read,
  renamedColumns,
  select,
  valuesOf,
} from '../shared/query.ts';
import type { Writers } from '../writers.ts';

const own = {
  delivery_position: 'log_position',
  delivery_id: 'log_id',
  status: 'status',
  attempts: 'attempts',
  failure: 'reason',
  failed_at: 'failed_at',
  next_at: 'next_at',
} as const;
const withEntry = combined(renamedColumns(eventHookDeliveries, own, 'd'), leftJoined(allColumns(log, 'l')));
const from = `from event_hook_deliveries d left join log l on l.position = d.log_position and l.id = d.log_id
  where d.hook_id = $1 and d.status`;
const due = select(withEntry, `${from} = 'WAITING' and d.next_at <= $2 order by d.log_position, d.log_id limit $3`);
const some = select(withEntry, `${from} = $2 order by d.log_position, d.log_id limit $3`);
const counted = combined(
  computed<{ readonly waiting: number }>(
    'waiting',
    "cast(coalesce(sum(case status when 'WAITING' then 1 else 0 end), 0) as integer)",
  ),
  computed<{ readonly dead: number }>(
    'dead',
    "cast(coalesce(sum(case status when 'DEAD' then 1 else 0 end), 0) as integer)",
  ),
);
const counts = select(counted, 'from event_hook_deliveries');
const ofHook = select(counted, 'from event_hook_deliveries where hook_id = $1');

type Row = typeof withEntry extends { readonly row?: infer R } ? NonNullable<R> : never;

/** Reads of what hooks have not taken, with the entries of the log. */
export const deliveryReads = (engine: Engine): Pick<EventHookReads, 'due' | 'undelivered' | 'counts'> => ({
  due: async (id, now, limit) => (await read(engine, due, [id, now.epochMilliseconds, limit])).map(toUndelivered),
  undelivered: async (id, status, limit) => (await read(engine, some, [id, status, limit])).map(toUndelivered),
  counts: async (id) => {
    const [row] = await (id === undefined ? read(engine, counts) : read(engine, ofHook, [id]));
    return { waiting: row?.waiting ?? 0, dead: row?.dead ?? 0 };
  },
});

function toUndelivered(row: Row) {
  const place = { position: row.delivery_position, id: row.delivery_id };
  return {
    place,
    status: row.status,
    attempts: row.attempts,
    reason: row.failure,
    failedAt: instant(row.failed_at),
    nextAt: Temporal.Instant.fromEpochMilliseconds(row.next_at),
    ...(row.position === null ? {} : { entry: { ...toEntry(row), place } }),
  };
}

const insertDelivery = insertText(eventHookDeliveries);

/** Remembers an event as one that was not taken (again). */
const saved = (hookId: string, { place, status, attempts, reason, failedAt, nextAt }: Undelivered): Statement => ({
  text: `${insertDelivery} on conflict (hook_id, log_id) do update set status = excluded.status,
    attempts = excluded.attempts, reason = excluded.reason, failed_at = excluded.failed_at, next_at = excluded.next_at`,
  values: valuesOf(eventHookDeliveries, {
    hook_id: hookId,
    log_position: place.position,
    log_id: place.id,
    status,
    attempts,
    reason,
    failed_at: text(failedAt),
    next_at: nextAt.epochMilliseconds,
  }),
});

/** Writes of what became of deliveries. */
export const deliveryWrites: Writers<'settleEventHook' | 'replayEventHook'> = {
  *settleEventHook({ id, claim, until, place, failed, taken }) {
    const held = yield {
      text: `update event_hook_cursors set claimed_until = $3, position = coalesce($4, position),
        log_id = coalesce($5, log_id) where hook_id = $1 and claim = $2 returning hook_id`,
      values: [id, claim, until.epochMilliseconds, place?.position ?? null, place?.id ?? null],
    };
    if (held.length === 0) return 'stale';
    for (const one of failed) yield saved(id, one);
    for (const logId of taken) {
      yield { text: 'delete from event_hook_deliveries where hook_id = $1 and log_id = $2', values: [id, logId] };
    }
    return 'done';
  },

  *replayEventHook({ id, at }) {
    yield {
      text: `update event_hook_deliveries set status = 'WAITING', attempts = 0, next_at = $2 where hook_id = $1`,
      values: [id, at.epochMilliseconds],
    };
    return 'done';
  },
};
