import type { Vault } from '../../crypto/vault.ts';
import type { HookTarget, InlineHook } from '../../domain/hooks/inlineHook.ts';
import type { Applied } from '../change.ts';
import type { Engine, Row, Steps } from '../engine.ts';
import { instant, text } from '../shared/columns.ts';
import type { InlineHookReads } from '../store.ts';
import type { Writers } from '../writers.ts';

const selected = `select h.id, h.type, h.name, h.target, h.created_at, h.updated_at, h.version,
  a.hook_id as active_id from inline_hooks h left join active_inline_hooks a on a.hook_id = h.id`;

/** Reads of hooks with their secrets opened. */
export function inlineHookReads(engine: Engine, vault: Vault): InlineHookReads {
  return {
    async byId(id) {
      const [row] = await engine.read({ text: `${selected} where h.id = $1`, values: [id] });
      return row && toHook(row, vault);
    },
    async active(type) {
      const [row] = await engine.read({ text: `${selected} where a.type = $1`, values: [type] });
      return row && toHook(row, vault);
    },
    async list() {
      const rows = await engine.read({ text: `${selected} order by h.created_at, h.id`, values: [] });
      return rows.map((row) => toHook(row, vault));
    },
  };
}

export const inlineHookWrites: Writers<'insertInlineHook' | 'saveInlineHook' | 'removeInlineHook'> = {
  *insertInlineHook({ hook }, vault) {
    yield {
      text: `insert into inline_hooks (id, type, name, target, created_at, updated_at, version)
        values ($1, $2, $3, $4, $5, $6, 1)`,
      values: [
        hook.id,
        hook.type,
        hook.name,
        vault.seal(hook.target, hook.id),
        text(hook.created),
        text(hook.lastUpdated),
      ],
    };
    return yield* setActive(hook);
  },

  *saveInlineHook({ hook }, vault) {
    const { id, name, target, lastUpdated, version } = hook;
    const saved = yield {
      text: `update inline_hooks set name = $2, target = $3, updated_at = $4, version = version + 1
        where id = $1 and version = $5 returning id`,
      values: [id, name, vault.seal(target, id), text(lastUpdated), version],
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

function* setActive({ id, type, status }: InlineHook): Steps<Applied> {
  if (status === 'INACTIVE') {
    yield { text: 'delete from active_inline_hooks where hook_id = $1', values: [id] };
    return 'done';
  }
  yield {
    text: 'insert into active_inline_hooks (type, hook_id) values ($1, $2) on conflict (type) do nothing',
    values: [type, id],
  };
  const [holder] = yield { text: 'select hook_id from active_inline_hooks where type = $1', values: [type] };
  return holder?.hook_id === id ? 'done' : 'taken';
}

function toHook(row: Row, vault: Vault): InlineHook {
  const id = row.id as string;
  return {
    id,
    type: row.type as string,
    name: row.name as string,
    status: row.active_id === null ? 'INACTIVE' : 'ACTIVE',
    target: vault.open(row.target as string, id) as HookTarget,
    created: instant(row.created_at),
    lastUpdated: instant(row.updated_at),
    version: row.version as number,
  };
}
