import type { Vault } from '../../crypto/vault.ts';
import { addressFamilies } from '../../domain/budgets/addressKeys.ts';
import type { Engine } from '../engine.ts';
import { limits } from '../schema/budgets.ts';
import { columns, read, select } from '../shared/query.ts';
import { moveKeys } from './adoptKeys.ts';
import { storedKey } from './storedKeys.ts';

// ";" follows ":". A keyed hash begins with the id of its key, and is in none of these ranges.
const ranges = addressFamilies.map((family) => `(key >= '${family}:' and key < '${family};')`).join(' or ');
const unsealed = select(columns(limits, ['key']), `from limits where ${ranges} limit $1`);

/** Seals up to so many keys of budgets that an older version left in clear; gives their number. */
export async function sealBudgetKeys(engine: Engine, vault: Vault, most: number): Promise<number> {
  const keys = (await read(engine, unsealed, [most])).map(({ key }) => key).sort();
  if (keys.length > 0) await engine.write(() => moveKeys(keys.map((from) => ({ from, to: storedKey(from, vault) }))));
  return keys.length;
}
