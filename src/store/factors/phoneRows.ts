import type { Vault } from '../../crypto/vault.ts';
import type { Phone } from '../../domain/values/phone.ts';
import type { RowOf } from '../schema/table.ts';
import type { phones, unsealedPhones } from '../schema/users.ts';
import { addressHash, tailHash } from '../sealed/addressHashes.ts';
import { type PhoneAddress, phoneAddress } from '../sealed/sealedColumns.ts';
import { flag, optional } from '../shared/columns.ts';

type PhoneRow = RowOf<typeof phones>;

/** A phone as its row: the number is sealed, and found by its keyed hash or that of its last four digits. */
export function phoneRow({ userId, channel, id, number, e164, extension, verified }: Phone, vault: Vault): PhoneRow {
  const address: PhoneAddress = { number, e164, ...optional('extension', extension) };
  return {
    user_id: userId,
    channel,
    id,
    address: phoneAddress.seal(vault, address, { user_id: userId, channel }),
    address_hash: addressHash('phones', e164, vault),
    tail_hash: tailHash('phones', e164, vault) ?? '',
    verified: flag(verified),
  };
}

/** A row as a phone. */
export const toPhone = (row: PhoneRow, vault: Vault): Phone => ({
  ...(phoneAddress.open(vault, row.address, row) as PhoneAddress),
  id: row.id,
  userId: row.user_id,
  channel: row.channel,
  verified: row.verified === 1,
});

/** A row that an older version wrote as a phone. */
export const toUnsealedPhone = (row: RowOf<typeof unsealedPhones>): Phone => ({
  id: row.id,
  userId: row.user_id,
  channel: row.channel,
  number: row.number,
  e164: row.e164,
  verified: row.verified === 1,
  ...optional('extension', row.extension),
});
