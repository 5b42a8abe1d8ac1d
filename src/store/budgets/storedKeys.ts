import type { Vault } from '../../crypto/vault.ts';
import { mayHaveAddress } from '../../domain/budgets/addressKeys.ts';
import type { Limit } from '../../domain/budgets/budgets.ts';
import { hashesFor, hashFor } from '../sealed/addressHashes.ts';
import { budgetKey } from '../sealed/sealedColumns.ts';

/** A key as its row has it. */
export interface StoredKey {
  readonly key: string;
  /** The key itself, sealed; null where it stands in the row as it is. */
  readonly sealedKey: string | null;
}

/** A budget with the key of its row. */
export interface StoredLimit extends Limit, StoredKey {
  /** As the caller named it. */
  readonly limit: Limit;
}

/** The key of the row in which something is kept from now on. */
export function storedKey(key: string, vault: Vault): StoredKey {
  if (!mayHaveAddress(key)) return { key, sealedKey: null };
  const hash = hashFor('limits.key', key, vault);
  return { key: hash, sealedKey: budgetKey.seal(vault, key, { key: hash }) };
}

/** The keys of the rows in which something may be kept, the newest first: an older master key may have hashed it. */
export const storedKeys = (key: string, vault: Vault): readonly string[] =>
  mayHaveAddress(key) ? hashesFor('limits.key', key, vault) : [key];

/** A budget as it is taken from. */
export const storedLimit = (limit: Limit, vault: Vault): StoredLimit => ({
  ...limit,
  ...storedKey(limit.key, vault),
  limit,
});

/** Budgets as something is given back to them: with the key of each row they may have. */
export const storedLimits = (limits: readonly Limit[], vault: Vault): readonly Limit[] =>
  limits.flatMap((limit) => storedKeys(limit.key, vault).map((key) => ({ ...limit, key })));
