import type { Vault } from '../../crypto/vault.ts';
import { type Engine, only } from '../engine.ts';
import { settings } from '../schema/settings.ts';
import { setting } from '../sealed/sealedColumns.ts';
import { columns, read, select } from './query.ts';

const NAME = 'key_check';
const checkValue = select(columns(settings, ['value']), 'from settings where name = $1');

/**
 * Refuses (WrongKey) to run with master keys that cannot open what this database has sealed, before anything is served.
 * The check value is sealed anew with the newest key, so that an old key can be dropped once nothing needs it.
 */
export async function checkKeys(engine: Engine, vault: Vault): Promise<void> {
  const [row] = await read(engine, checkValue, [NAME]);
  if (row) {
    try {
      setting.open(vault, row.value, { name: NAME });
    } catch (cause) {
      throw new WrongKey('COFACTOR_MASTER_KEY is not the key this database was sealed with', { cause });
    }
  }
  const text = `insert into settings (name, value) values ($1, $2)
    on conflict (name) do update set value = excluded.value`;
  await engine.write(() => only({ text, values: [NAME, setting.seal(vault, NAME, { name: NAME })] }));
}

/** Thrown when none of the master keys opens what this database has sealed. */
export class WrongKey extends Error {
  override readonly name = 'WrongKey';
}
