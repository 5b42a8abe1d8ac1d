import type { Vault } from '../../crypto/vault.ts';
import type { Engine, Steps } from '../engine.ts';
import { limits } from '../schema/budgets.ts';
import { columns, read, select } from '../shared/query.ts';
import { type StoredKey, type StoredLimit, storedKeys } from './storedKeys.ts';

const parameters = (count: number): string => Array.from({ length: count }, (_, n) => `$${n + 1}`).join(', ');
const copyText = `insert into limits (key, used, until_ms, forget_ms, sealed_key)
  select $1, used, until_ms, forget_ms, $3 from limits where key = $2 on conflict (key) do nothing`;
const removeText = 'delete from limits where key = $1';

/**
 * Brings budgets whose keys were hashed with another of several master keys under the newest: while keys are changed, and
 * processes disagree about which is the newest, nobody has two budgets. With one master key it does nothing.
 */
export async function adoptKeys(engine: Engine, vault: Vault, limited: readonly StoredLimit[]): Promise<void> {
  const older = limited.flatMap((stored) =>
    stored.sealedKey === null
      ? []
      : storedKeys(stored.limit.key, vault)
          .filter((key) => key !== stored.key)
          .map((from) => ({ from, to: stored })),
  );
  if (older.length === 0) return;
  const byKeys = select(columns(limits, ['key']), `from limits where key in (${parameters(older.length)})`);
  const found = new Set(
    (
      await read(
        engine,
        byKeys,
        older.map(({ from }) => from),
      )
    ).map(({ key }) => key),
  );
  const moves = older.filter(({ from }) => found.has(from)).sort((a, b) => (a.from < b.from ? -1 : 1));
  if (moves.length > 0) await engine.write(() => moveKeys(moves), undefined, 'later');
}

/** Gives rows other keys; one whose new key another row has by now is removed. `moves` are in the order of the old keys. */
export function* moveKeys(moves: readonly { readonly from: string; readonly to: StoredKey }[]): Steps<void> {
  for (const { from, to } of moves) {
    yield { text: copyText, values: [to.key, from, to.sealedKey] };
    yield { text: removeText, values: [from] };
  }
}
