import type { Vault } from '../../crypto/vault.ts';
import { type HookTarget, type InlineHook, isCalled } from '../../domain/hooks/inlineHook.ts';
import type { Applied } from '../change.ts';
import type { Engine, Steps } from '../engine.ts';
import { activeInlineHooks, inlineHooks } from '../schema/hooks.ts';
import { hookTarget } from '../sealed/sealedColumns.ts';
import { instant, text } from '../shared/columns.ts';
import {
  allColumns,
  columns,
  combined,
  insertText,
  leftJoined,
  type RowIn,
  read,
  renamedColumns,
  rowsOf,
  select,
  valuesOf,
} from '../shared/query.ts';
import type { InlineHookReads } from '../store.ts';
import type { Writers } from '../writers.ts';

const hookColumns = combined(
  allColumns(inlineHooks, 'h'),
  leftJoined(renamedColumns(activeInlineHooks, { active_id: 'hook_id' }, 'a')),
);
const from = 'from inline_hooks h left join active_inline_hooks a on a.hook_id = h.id';
const byId = select(hookColumns, `${from} where h.id = $1`);
const active = select(hookColumns, `${from} where a.type = $1`);
const list = select(hookColumns, `${from} order by h.created_at, h.id`);

/** Reads of hooks with their secrets opened. */
export function inlineHookReads(engine: Engine, vault: Vault): InlineHookReads {
  const one = async (query: typeof byId, value: string) => {
    const [row] = await read(engine, query, [value]);
    return row && toHook(row, vault);
  };
  return {
    byId: (id) => one(byId, id),
    active: (type) => one(active, type),
    list: async () => (await read(engine, list)).map((row) => toHook(row, vault)),
  };
}

const insertHookText = insertText(inlineHooks);

/** Writes of hooks. */
export const inlineHookWrites: Writers<'insertInlineHook' | 'saveInlineHook' | 'removeInlineHook'> = {
  *insertInlineHook({ hook }, vault) {
    const row = {
      id: hook.id,
      type: hook.type,
      name: hook.name,
      target: hookTarget.seal(vault, hook.target, hook),
      created_at: text(hook.created),
      updated_at: text(hook.lastUpdated),
      version: 1,
    };
    yield { text: insertHookText, values: valuesOf(inlineHooks, row) };
    return yield* setActive(hook);
  },

  *saveInlineHook({ hook }, vault) {
    const { id, name, target, lastUpdated, version } = hook;
    const saved = yield {
      text: `update inline_hooks set name = $2, target = $3, updated_at = $4, version = version + 1
        where id = $1 and version = $5 returning id`,
      values: [id, name, hookTarget.seal(vault, target, hook), text(lastUpdated), version],
    };
    return saved.length === 0 ? 'stale' : yield* setActive(hook);
  },

  /** Only as it was read; one that is active meanwhile is held by its row in the other table. */
  *removeInlineHook({ hook }) {
    const removed = yield {
      text: `delete from inline_hooks where id = $1 and version = $2
        and not exists (select 1 from active_inline_hooks where hook_id = $1) returning id`,
      values: [hook.id, hook.version],
    };
    return removed.length === 0 ? 'stale' : 'done';
  },
};

const holderId = columns(activeInlineHooks, ['hook_id']);
const holder = select(holderId, 'from active_inline_hooks where type = $1');
const activateText = `${insertText(activeInlineHooks)} on conflict (type) do nothing`;

function* setActive({ id, type, status }: InlineHook): Steps<Applied> {
  // A hook that is never called has a place of its own, so that it is in nobody's way.
  const place = isCalled(type) ? type : id;
  if (status === 'INACTIVE') {
    yield { text: 'delete from active_inline_hooks where hook_id = $1', values: [id] };
    return 'done';
  }
  yield { text: activateText, values: valuesOf(activeInlineHooks, { type: place, hook_id: id }) };
  const [held] = rowsOf(holderId, yield { text: holder.text, values: [place] });
  return held?.hook_id === id ? 'done' : 'taken';
}

function toHook(row: RowIn<typeof hookColumns>, vault: Vault): InlineHook {
  return {
    id: row.id,
    type: row.type,
    name: row.name,
    status: row.active_id === null ? 'INACTIVE' : 'ACTIVE',
    target: hookTarget.open(vault, row.target, row) as HookTarget,
    created: instant(row.created_at),
    lastUpdated: instant(row.updated_at),
    version: row.version,
  };
}
