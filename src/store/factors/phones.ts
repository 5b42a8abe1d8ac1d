import type { Vault } from '../../crypto/vault.ts';
import { markOfPhone } from '../../domain/users/userMarks.ts';
import type { Phone } from '../../domain/values/phone.ts';
import { inheritBudgets } from '../budgets/leftBudgets.ts';
import type { Engine } from '../engine.ts';
import { phones, unsealedPhones } from '../schema/users.ts';
import { hashesFor } from '../sealed/addressHashes.ts';
import { allColumns, insertText, read, rowsOf, select, valuesOf } from '../shared/query.ts';
import type { Writers } from '../writers.ts';
import { phoneRow, toPhone, toUnsealedPhone } from './phoneRows.ts';

const ofUser = select(allColumns(phones), 'from phones where user_id = $1 order by channel');
const unsealedOfUser = select(allColumns(unsealedPhones), 'from unsealed_phones where user_id = $1');

/** The phones a user has been reached at, one per channel. */
export async function phonesOf(engine: Engine, userId: string, vault: Vault): Promise<readonly Phone[]> {
  const [unsealed, sealed] = await Promise.all([
    read(engine, unsealedOfUser, [userId]),
    read(engine, ofUser, [userId]),
  ]);
  const found = [...unsealed.map(toUnsealedPhone), ...sealed.map((row) => toPhone(row, vault))];
  // A number that is sealed while both tables are read may be in both.
  const byChannel = new Map(found.map((phone) => [phone.channel, phone]));
  return [...byChannel.values()].sort((a, b) => (a.channel < b.channel ? -1 : 1));
}

/** `keeps`: the names of parameters with the hashes by which a row is one of the same number. */
const saveText = (keeps: string): string => `${insertText(phones)} on conflict (user_id, channel) do update set
    id = case when phones.address_hash in (${keeps}) then phones.id else excluded.id end, address = excluded.address,
    address_hash = excluded.address_hash, tail_hash = excluded.tail_hash, verified = excluded.verified`;

const unsealedColumns = allColumns(unsealedPhones);
const removeUnsealedText = `delete from unsealed_phones where user_id = $1 and channel = $2
  returning ${unsealedColumns.sql}`;

/** Writes of phones. */
export const phoneWrites: Writers<'savePhone' | 'removePhone'> = {
  /** A user's phone keeps its id as long as it is the same number. */
  *savePhone({ phone }, vault) {
    const removed = yield { text: removeUnsealedText, values: [phone.userId, phone.channel] };
    const [unsealed] = rowsOf(unsealedColumns, removed);
    const id = unsealed?.e164 === phone.e164 ? unsealed.id : phone.id;
    const hashes = hashesFor('phones.address_hash', phone.e164, vault);
    const keeps = hashes.map((_, index) => `$${phones.names.length + index + 1}`).join(', ');
    yield { text: saveText(keeps), values: [...valuesOf(phones, phoneRow({ ...phone, id }, vault)), ...hashes] };
    // Only a number that has proved itself: anybody can enroll somebody else's.
    if (phone.verified) yield* inheritBudgets(phone.userId, [markOfPhone(phone.e164)], vault);
    return 'done';
  },

  *removePhone({ userId, channel }) {
    for (const table of ['phones', 'unsealed_phones']) {
      yield { text: `delete from ${table} where user_id = $1 and channel = $2`, values: [userId, channel] };
    }
    return 'done';
  },
};
