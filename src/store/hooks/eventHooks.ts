import type { Vault } from '../../crypto/vault.ts';
import { type EventHook, isDeliverable } from '../../domain/hooks/eventHook.ts';
import type { HookTarget } from '../../domain/hooks/inlineHook.ts';
import type { Engine } from '../engine.ts';
import type { EventHookReads } from '../eventHookReads.ts';
import { eventHooks } from '../schema/eventHooks.ts';
import type { RowOf } from '../schema/table.ts';
import { eventHookTarget } from '../sealed/sealedColumns.ts';
import { instant, optional, text } from '../shared/columns.ts';
import { allColumns, assignments, columns, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { Writers } from '../writers.ts';
import { cursorReads, insertCursor, moveCursor } from './eventHookCursors.ts';
import { deliveryReads } from './eventHookDeliveries.ts';

const byId = select(allColumns(eventHooks), 'from event_hooks where id = $1');
const list = select(allColumns(eventHooks), 'from event_hooks order by created_at, id');
const summaries = select(
  columns(eventHooks, ['id', 'name', 'status', 'verification']),
  'from event_hooks order by created_at, id',
);

/** Reads of event hooks with their secrets opened, and of what they were sent. */
export function eventHookReads(engine: Engine, vault: Vault): EventHookReads {
  return {
    byId: async (id) => {
      const [row] = await read(engine, byId, [id]);
      return row && toHook(row, vault);
    },
    list: async () => (await read(engine, list)).map((row) => toHook(row, vault)),
    summaries: () => read(engine, summaries),
    ...cursorReads(engine),
    ...deliveryReads(engine),
  };
}

const insertHookText = insertText(eventHooks);
const changed = ['name', 'description', 'status', 'verification', 'subscription', 'target', 'updated_at'];

/** Writes of event hooks. */
export const eventHookWrites: Writers<'insertEventHook' | 'saveEventHook' | 'removeEventHook'> = {
  *insertEventHook({ hook }, vault) {
    yield { text: insertHookText, values: valuesOf(eventHooks, rowOf(hook, vault)) };
    yield insertCursor(hook.id);
    return 'done';
  },

  *saveEventHook({ before, hook }, vault) {
    const values = valuesOf(eventHooks, rowOf(hook, vault), changed);
    const saved = yield {
      text: `update event_hooks set ${assignments(changed, 3)}, version = version + 1
        where id = $1 and version = $2 returning id`,
      values: [hook.id, hook.version, ...values],
    };
    if (saved.length === 0) return 'stale';
    const added = hook.subscription.items.filter((event) => !before.subscription.items.includes(event));
    yield* moveCursor(hook.id, { at: hook.lastUpdated, was: isDeliverable(before), is: isDeliverable(hook), added });
    return 'done';
  },

  *removeEventHook({ hook }) {
    const removed = yield {
      text: `delete from event_hooks where id = $1 and version = $2 returning id`,
      values: [hook.id, hook.version],
    };
    return removed.length === 0 ? 'stale' : 'done';
  },
};

const rowOf = (hook: EventHook, vault: Vault): RowOf<typeof eventHooks> => ({
  id: hook.id,
  name: hook.name,
  description: hook.description ?? null,
  status: hook.status,
  verification: hook.verification,
  subscription: JSON.stringify(hook.subscription),
  target: eventHookTarget.seal(vault, hook.target, hook),
  created_by: hook.createdBy ?? null,
  created_at: text(hook.created),
  updated_at: text(hook.lastUpdated),
  version: hook.version,
});

const toHook = (row: RowOf<typeof eventHooks>, vault: Vault): EventHook => ({
  id: row.id,
  name: row.name,
  ...optional('description', row.description),
  status: row.status,
  verification: row.verification,
  subscription: JSON.parse(row.subscription) as EventHook['subscription'],
  target: eventHookTarget.open(vault, row.target, row) as HookTarget,
  ...optional('createdBy', row.created_by),
  created: instant(row.created_at),
  lastUpdated: instant(row.updated_at),
  version: row.version,
});
