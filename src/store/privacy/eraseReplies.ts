import type { Vault } from '../../crypto/vault.ts';
import type { Engine } from '../engine.ts';
import { idempotencyKeys } from '../schema/idempotency.ts';
import { keptReply } from '../sealed/sealedColumns.ts';
import { columns, read, select } from '../shared/query.ts';

const AT_A_TIME = 100;

const slice = select(
  columns(idempotencyKeys, ['token_id', 'key_digest', 'attempt', 'reply']),
  `from idempotency_keys where (token_id, key_digest) > ($1, $2) order by token_id, key_digest limit ${AT_A_TIME}`,
);
const eraseText = `update idempotency_keys set reply = null, held_until_ms = 0
  where token_id = $1 and key_digest = $2 and attempt = $3`;

/**
 * Erases kept replies in which a user is; `rest` is called after each batch. Who repeats such a request hears that its answer
 * was lost: it must not be carried out again, which would create the user anew.
 */
export async function eraseReplies(
  engine: Engine,
  vault: Vault,
  userId: string,
  rest: () => Promise<void>,
): Promise<void> {
  let after: readonly [string, string] = ['', ''];
  for (;;) {
    const rows = await read(engine, slice, after);
    const about = rows.filter((row) => row.reply !== null && textOf(vault, row.reply, row).includes(userId));
    if (about.length > 0) {
      await engine.write(function* () {
        for (const { token_id, key_digest, attempt } of about) {
          yield { text: eraseText, values: [token_id, key_digest, attempt] };
        }
      });
    }
    const last = rows.at(-1);
    if (!last || rows.length < AT_A_TIME) return;
    after = [last.token_id, last.key_digest];
    await rest();
  }
}

function textOf(vault: Vault, reply: string, row: { readonly token_id: string; readonly key_digest: string }): string {
  try {
    return JSON.stringify(keptReply.open(vault, reply, row));
  } catch {
    // Changed behind our back: nobody can read it, whoever it is about.
    return '';
  }
}
