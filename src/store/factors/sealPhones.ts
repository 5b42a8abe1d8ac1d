import type { Vault } from '../../crypto/vault.ts';
import type { Engine, Steps } from '../engine.ts';
import type { RowOf } from '../schema/table.ts';
import { phones, unsealedPhones } from '../schema/users.ts';
import { allColumns, insertText, read, select, valuesOf } from '../shared/query.ts';
import { phoneRow, toUnsealedPhone } from './phoneRows.ts';

const unsealed = select(allColumns(unsealedPhones), 'from unsealed_phones order by user_id, channel limit $1');
const removeText = 'delete from unsealed_phones where user_id = $1 and channel = $2 returning user_id';
// One that was saved since is newer than what an older version left.
const insertPhoneText = `${insertText(phones)} on conflict (user_id, channel) do nothing`;

/** Seals up to so many phones that an older version left in clear; gives their number. */
export async function sealPhones(engine: Engine, vault: Vault, most: number): Promise<number> {
  const rows = await read(engine, unsealed, [most]);
  if (rows.length > 0) await engine.write(() => moveAll(rows, vault));
  return rows.length;
}

function* moveAll(rows: readonly RowOf<typeof unsealedPhones>[], vault: Vault): Steps<void> {
  for (const row of rows) {
    const removed = yield { text: removeText, values: [row.user_id, row.channel] };
    // Else another process was faster, or the user has another phone by now.
    if (removed.length === 0) continue;
    yield { text: insertPhoneText, values: valuesOf(phones, phoneRow(toUnsealedPhone(row), vault)) };
  }
}
