import type { Vault } from '../../crypto/vault.ts';
import { comparedAddress, tailOf } from '../../domain/messages/addressParts.ts';

/** Columns with keyed hashes of addresses: what one text has in two of them has nothing in common. */
type HashColumn =
  | 'limits.key'
  | 'messages.address_hash'
  | 'messages.tail_hash'
  | 'phones.address_hash'
  | 'phones.tail_hash';

/** The keyed hash of a text in a column, by the newest master key. */
export const hashFor = (column: HashColumn, text: string, vault: Vault): string => vault.hash(text, column);

/** The hashes that rows of a text may have, the newest first: another of our master keys may have been the newest. */
export const hashesFor = (column: HashColumn, text: string, vault: Vault): readonly string[] =>
  vault.hashes(text, column);

/** The hash of an address as a whole: of a number, or of the mailbox of an e-mail address. */
export const addressHash = (table: 'messages' | 'phones', address: string, vault: Vault): string =>
  hashFor(`${table}.address_hash`, comparedAddress(address), vault);

/** The hash of a number's last four digits; null for an e-mail address. */
export function tailHash(table: 'messages' | 'phones', address: string, vault: Vault): string | null {
  const tail = tailOf(address);
  return tail === undefined ? null : hashFor(`${table}.tail_hash`, tail, vault);
}
